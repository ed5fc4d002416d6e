"""Passkeys 通行密钥 (W3C WebAuthn level 2): added by a person who is signed in, and signed in with.

The person is verified by the authenticator (biometrics or its PIN: ``user verification``), so a passkey is two factors
in one. The counter of signatures must rise where the authenticator counts: one that falls back is a copy.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from zhiquan.office.access.models import Happening, Passkey, SecondFactor, User
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

MOST = 10
"""How many passkeys one person may have."""
CHALLENGE_BYTES = 32
HANDLE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is asked; the caller keeps the challenge that the answer must sign, and the person's handle."""

    options: dict[str, Any]
    challenge: str
    handle: str = ""


def ask_to_add(user: User) -> Asked:
    """Return what a browser needs to make a new passkey; refused with ``access.passkeys-full`` beyond ``MOST``."""
    held = list(Passkey.objects.filter(user=user))
    if len(held) >= MOST:
        raise Refusal("access.passkeys-full", _FULL)
    handle = base64url_to_bytes(held[0].handle) if held else secrets.token_bytes(HANDLE_BYTES)
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = generate_registration_options(
        rp_id=_host(),
        rp_name=settings.OFFICE_NAME,
        user_id=handle,
        user_name=user.username,
        user_display_name=str(user),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in held],
    )
    return Asked(options_to_json_dict(options), bytes_to_base64url(challenge), bytes_to_base64url(handle))


def add(user: User, name: str, asked: Asked, answer: Mapping[str, Any], address: str) -> Passkey:
    """Keep the passkey that a browser made; ``access.passkey`` when the answer does not hold."""
    name = " ".join(name.split())[:_NAME_LIMIT] or _UNNAMED
    try:
        made = verify_registration_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(asked.challenge),
            expected_rp_id=_host(),
            expected_origin=settings.PUBLIC_URL,
            require_user_verification=True,
        )
    except _BROKEN as error:
        raise Refusal("access.passkey", _NOT_ADDED) from error
    credential = bytes_to_base64url(made.credential_id)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if Passkey.objects.filter(credential=credential).exists():
            raise Refusal("access.passkey-there", _THERE)
        kept = Passkey.objects.create(
            user=user,
            name=name,
            credential=credential,
            handle=asked.handle,
            public_key=bytes_to_base64url(made.credential_public_key),
            sign_count=made.sign_count,
            added_at=now(),
        )
        log(Happening.PASSKEY_ADDED, Attempt(user.username, address), how=f"#{kept.pk}")
    return kept


def ask_to_sign_in() -> Asked:
    """Return what a browser needs to sign in with whichever passkey its person chooses."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = generate_authentication_options(
        rp_id=_host(), challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(options_to_json_dict(options), bytes_to_base64url(challenge))


def sign_in(challenge: str, answer: Mapping[str, Any], address: str) -> User:
    """Return the active user whose passkey signed the challenge; ``access.passkey-sign-in`` for everything else."""
    with transaction.atomic():
        rows = Passkey.objects.select_for_update(of=("self",)).select_related("user")
        held = rows.filter(credential=str(answer.get("id", "")), user__is_active=True).first()
        if held is not None and (count := _signed(held, challenge, answer)) is not None:
            held.sign_count, held.used_at = count, now()
            held.save(update_fields=["sign_count", "used_at"])
            return held.user
    log(Happening.PASSKEY_REFUSED, Attempt(held.user.username if held else "", address))
    raise Refusal("access.passkey-sign-in", _NOT_IN)


def remove(user: User, passkey_id: int, address: str, *, required: bool) -> None:
    """Take one's passkey away; the last one stays where a second factor is ``required`` and there is no other."""
    with transaction.atomic():
        held = {one.pk: one for one in Passkey.objects.select_for_update().filter(user=user)}
        if passkey_id not in held:
            raise NotFound("access.no-passkey", _NONE)
        if (
            required
            and len(held) == 1
            and not SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()
        ):
            raise Refusal("access.last-passkey", _LAST)
        held[passkey_id].delete()
        log(Happening.PASSKEY_REMOVED, Attempt(user.username, address), how=f"#{passkey_id}")


def _signed(held: Passkey, challenge: str, answer: Mapping[str, Any]) -> int | None:
    """Return the new count of signatures, or nothing where the answer does not hold."""
    given = answer.get("response")
    handle = given.get("userHandle") if isinstance(given, Mapping) else None
    if handle and handle != held.handle:
        return None
    try:
        done = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=settings.PUBLIC_URL,
            credential_public_key=base64url_to_bytes(held.public_key),
            credential_current_sign_count=held.sign_count,
            require_user_verification=True,
        )
    except _BROKEN:
        return None
    return done.new_sign_count


def _host() -> str:
    """Return the site's name as passkeys are bound to it: the host of the public address, without its port."""
    return urlsplit(settings.PUBLIC_URL).hostname or ""


_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError)
_NAME_LIMIT = 60
_UNNAMED = "通行密钥"
_FULL = Text("最多保存 10 个通行密钥，请先移除不用的。", "Ten passkeys are kept at most; remove one you no longer use.")
_NOT_ADDED = Text("通行密钥没有添加成功，请重试。", "The passkey was not added; try again.")
_THERE = Text("这个通行密钥已经添加。", "This passkey was added already.")
_NOT_IN = Text(
    "没有登录：通行密钥不属于本站有效账户或未通过核验，请重试或改用密码登录。",
    "Not signed in: the passkey belongs to no active account here or did not verify; try again or use the password.",
)
_NONE = Text("没有这个通行密钥。", "There is no such passkey.")
_LAST = Text(
    "本站要求工作人员启用两步验证，请先添加另一个通行密钥或启用验证器，再移除这一个。",
    "This site requires a second factor of its staff; add another passkey or a generator before removing this one.",
)
