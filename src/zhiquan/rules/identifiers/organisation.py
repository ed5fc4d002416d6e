"""Organisation codes 组织机构代码 after GB 11714: eight characters and a check character modulo 11.

Since 2015 they live on as places 9 to 17 of the unified social credit code. The scheme cannot see an exchange of two
characters whose values are equal modulo 11 (``0``, ``B`` and ``M``; ``1``, ``C`` and ``N`` …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Flat, Parts, Standing, broken, fold, part

VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Each character's value is its place here (GB 11714)."""
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CODE = re.compile(r"([0-9A-Z]{8})[- ]?([0-9X])")


@dataclass(frozen=True, slots=True)
class OrganisationCode(Flat):
    """A code whose check character is right; ``canonical`` has nine characters without the hyphen."""

    canonical: str
    standing: Standing = Standing.VALID

    @property
    def parts(self) -> Parts:
        """Return body and check character as they are printed, with the hyphen."""
        return (part("印刷形式", "As printed", f"{self.canonical[:8]}-{self.canonical[8]}"),)

    def __str__(self) -> str:
        return self.canonical


def organisation_check_character(first8: str) -> str:
    """Return the ninth character: 11 - weighted sum modulo 11, where ten is ``X`` and eleven ``0`` (GB 11714)."""
    total = sum(VALUES.index(c) * weight for c, weight in zip(first8, WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def parse_organisation_code(text: str) -> OrganisationCode | Broken:
    """Read one code, with or without hyphen; never raises, whatever the text."""
    body = fold(text)
    if not body:
        return broken("empty", "没有填写组织机构代码。", "No organisation code was given.", text)
    found = _CODE.fullmatch(body)
    if not found:
        return broken(
            "form",
            "“{given}”不是组织机构代码：应为 8 位数字或大写字母加 1 位校验码。",
            "“{given}” is no organisation code: 8 digits or capitals and a check character.",
            text,
        )
    right = organisation_check_character(found[1])
    if found[2] != right:
        return broken(
            "check-digit",
            "“{given}”的组织机构代码校验码不符：写作 {g}，应为 {r}。",
            "The check character of organisation code “{given}” is {g} but would have to be {r}.",
            text,
            g=found[2],
            r=right,
        )
    return OrganisationCode(found[1] + found[2])
