"""Identities at a provider and whose account they belong to: linked by the person, never by a name or an e-mail."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from zhiquan.office.access.models import Happening, Identity, User
from zhiquan.office.access.oidc.tokens import Subject
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.rules.refusal import Conflict, NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


def owner_of(who: Subject) -> User | None:
    """Return the active account that an identity is linked with; what else the provider says is ignored."""
    found = Identity.objects.filter(issuer=who.issuer, subject=who.subject, user__is_active=True)
    one = found.select_related("user").first()
    if one is None:
        return None
    one.used_at = now()
    one.save(update_fields=["used_at"])
    return one.user


def link(user: User, who: Subject, address: str) -> Identity:
    """Link an identity with the account of a person who has signed in to it; one that is linked stays where it is."""
    try:
        with transaction.atomic():
            made = Identity.objects.create(user=user, issuer=who.issuer, subject=who.subject, linked_at=now())
            log(Happening.LINKED, Attempt(user.username, address), how=f"#{made.pk}")
    except IntegrityError:
        raise Conflict("access.identity-taken", _TAKEN) from None
    return made


def unlink(user: User, identity_id: int, address: str) -> None:
    """Take the link of one's own account away."""
    with transaction.atomic():
        found = Identity.objects.select_for_update().filter(pk=identity_id, user=user).first()
        if found is None:
            raise NotFound("access.no-identity", _NONE)
        found.delete()
        log(Happening.UNLINKED, Attempt(user.username, address), how=f"#{identity_id}")


_TAKEN = Text(
    "这个统一身份已绑定本站的账户，请用它登录，或者先在那个账户中解除。",
    "This identity is linked with an account here; sign in with it, or unlink it there first.",
)
_NONE = Text("没有这项绑定。", "There is no such link.")
