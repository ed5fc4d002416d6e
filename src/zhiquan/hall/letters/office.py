"""What the letters of this installation are issued with: seal, number, verification code and its address."""

from __future__ import annotations

import secrets

from django.conf import settings

from zhiquan.hall.cases.numbers import next_in
from zhiquan.hall.letters.seal import LocalSeal, Seal
from zhiquan.settings.now import now

CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals that nobody mistakes for each other: without 0 O, 1 I L, U."""
CODE_LENGTH = 12


def office_seal() -> Seal:
    """Return the seal of the office."""
    return LocalSeal(settings.DATA.keys, settings.OFFICE_NAME, now())


def next_number(year: int) -> str:
    """Return the next 发文字号 of a year, 机关代字〔年〕序号; inside the transaction that keeps it."""
    series = f"{settings.OFFICE_CODE}〔{year}〕"
    return f"{series}{next_in(series)}号"


def new_code() -> str:
    """Return a verification code that cannot be guessed (58 bits)."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """Return a code as it is kept, however it was typed: small letters, spaces, hyphens."""
    return "".join(sign for sign in typed.upper() if sign in CODE_SIGNS)


def verify_url(code: str) -> str:
    """Return the address at which anybody can verify a letter."""
    return f"{settings.PUBLIC_URL}/verify/{code}/"
