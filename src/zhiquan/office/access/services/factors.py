"""The second factor 两步验证: one-time passwords after RFC 6238 (SHA-1, six digits, thirty seconds), recovery codes."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction

from zhiquan.office.access.models import Happening, Passkey, RecoveryCode, SecondFactor, User
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.office.box import box
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

STEP, DIGITS, SECRET_BYTES = 30, 6, 20
DRIFT = 1
"""Steps that a generator's clock may be off, either way."""
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 24


def is_asked_for() -> bool:
    """Tell whether the site asks its staff for a second factor; a demonstration never does."""
    return bool(settings.SECOND_FACTOR) and not settings.DEMO


def is_required(actor: Actor) -> bool:
    """Tell whether a person must have a second factor: whoever holds a post, where the site asks for it."""
    return is_asked_for() and actor.is_official


def has_factor(user: User) -> bool:
    """Tell whether a person signs in with a second factor."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def has_second(user: User) -> bool:
    """Tell whether the password alone does not let a person in: a generator is confirmed, or a passkey was added."""
    return has_factor(user) or Passkey.objects.filter(user=user).exists()


def enrol(user: User) -> str:
    """Begin: return the address (otpauth://) that a generator reads; the same one until it is confirmed.

    Refused with ``access.factor-there`` when a confirmed factor exists: it is removed first, with a code of its own.
    """
    with transaction.atomic():
        factor, made = SecondFactor.objects.select_for_update().get_or_create(user=user)
        if factor.confirmed_at:
            raise Refusal("access.factor-there", _THERE)
        if made:
            factor.secret = _box().encrypt(secrets.token_bytes(SECRET_BYTES)).decode()
            factor.save(update_fields=["secret"])
    return _totp(factor).get_provisioning_uri(user.username, settings.OFFICE_NAME)


def confirm(user: User, code: str, address: str) -> tuple[str, ...]:
    """Confirm the generator with a code it shows; return the recovery codes, told this once."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=True).first()
        if factor is None or not _accept(factor, code):
            raise Refusal("access.factor-code", WRONG_CODE)
        factor.confirmed_at = now()
        factor.save(update_fields=["confirmed_at"])
        codes = _renew(factor)
    log(Happening.FACTOR_SET, Attempt(user.username, address))
    return codes


def verify(user: User, code: str) -> str | None:
    """Tell by what a code counts: ``code`` of the generator, ``recovery``; ``None``: it does not. Each counts once."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
        if factor is None:
            return None
        if _accept(factor, code):
            return "code"
        kept = (
            RecoveryCode.objects.select_for_update().filter(factor=factor, digest=_digest(code), used_at=None).first()
        )
        if kept is None:
            return None
        kept.used_at = now()
        kept.save(update_fields=["used_at"])
        return "recovery"


def renew_codes(user: User, code: str, address: str) -> tuple[str, ...]:
    """Make new recovery codes in place of all old ones, against a code of the generator or an old recovery code."""
    if verify(user, code) is None:
        raise Refusal("access.factor-code", WRONG_CODE)
    with transaction.atomic():
        codes = _renew(SecondFactor.objects.get(user=user))
    log(Happening.CODES_RENEWED, Attempt(user.username, address))
    return codes


def remove(user: User, code: str, address: str) -> None:
    """Do without a second factor from now on, against a code."""
    if verify(user, code) is None:
        raise Refusal("access.factor-code", WRONG_CODE)
    SecondFactor.objects.filter(user=user).delete()
    log(Happening.FACTOR_REMOVED, Attempt(user.username, address))


def _accept(factor: SecondFactor, code: str) -> bool:
    """Take a code of this step or one beside it, of a later step than the last one taken."""
    given = "".join(code.split()).encode()
    here = int(now().timestamp()) // STEP
    for step in range(max(here - DRIFT, factor.last_step + 1), here + DRIFT + 1):
        if hmac.compare_digest(_totp(factor).generate(step * STEP), given):
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            return True
    return False


def _renew(factor: SecondFactor) -> tuple[str, ...]:
    codes = tuple("".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES))
    factor.codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)
    return tuple("-".join(code[at : at + 4] for at in range(0, _CODE_LENGTH, 4)) for code in codes)


def _digest(code: str) -> str:
    """Hash a recovery code; a plain hash is enough from 112 random bits on, and it has 118."""
    return hashlib.sha256("".join(code.upper().replace("-", "").split()).encode()).hexdigest()


def _totp(factor: SecondFactor) -> TOTP:
    return TOTP(_box().decrypt(factor.secret.encode()), DIGITS, SHA1(), STEP)  # noqa: S303 - what RFC 6238 names


def _box() -> Fernet:
    return box("second factor")


WRONG_CODE = Text(
    "验证码不对，请输入验证器当前显示的六位数字。", "The code is wrong; type the six digits your generator shows now."
)
_THERE = Text("已启用两步验证；更换前请先停用。", "A second factor is in use; remove it before setting a new one.")
