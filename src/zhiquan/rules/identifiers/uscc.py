"""Unified social credit codes 统一社会信用代码 after GB 32100-2015.

Own validator: the first two places (registering authority, category) may be letters, as with rural collective
organisations (``N…``), which validators that expect eight leading digits refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Flat, Parts, Standing, broken, fold, part
from zhiquan.rules.identifiers.organisation import OrganisationCode, parse_organisation_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
"""Weights of places 1 to 17: powers of 3 modulo 31 (1, 3, 9, 27, 19, 26 …)."""
LENGTH = 18


@dataclass(frozen=True, slots=True)
class Uscc(Flat):
    """A code whose check character is right; ``canonical`` is written in capitals."""

    canonical: str
    standing: Standing = Standing.VALID

    @property
    def authority(self) -> str:
        """Return the registering authority's character 登记管理部门代码."""
        return self.canonical[0]

    @property
    def category(self) -> str:
        """Return the category of organisation 机构类别代码."""
        return self.canonical[1]

    @property
    def division(self) -> str:
        """Return the division code 行政区划码 of the registering authority, six digits."""
        return self.canonical[2:8]

    @property
    def organisation(self) -> str:
        """Return the nine places of the organisation code 主体标识码."""
        return self.canonical[8:17]

    @property
    def findings(self) -> tuple[Broken, ...]:
        """Return doubts that do not make the code wrong: places 9 to 17 with a check character of their own that fails.

        GB 32100 takes these places from GB 11714, yet only the 18th character decides whether a code is valid.
        """
        inner = parse_organisation_code(self.organisation)
        return () if isinstance(inner, OrganisationCode) else (inner,)

    @property
    def parts(self) -> Parts:
        """Return authority, category, division and organisation code."""
        return (
            part("登记管理部门", "Authority", self.authority),
            part("机构类别", "Category", self.category),
            part("行政区划", "Division", self.division),
            part("主体标识码", "Organisation code", self.organisation),
        )

    def __str__(self) -> str:
        return self.canonical


def uscc_check_character(first17: str) -> str:
    """Return the 18th character of 17 characters of the alphabet: (31 - weighted sum mod 31) mod 31."""
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def parse_uscc(text: str) -> Uscc | Broken:
    """Read one code, small letters and full-width characters allowed; never raises, whatever the text."""
    code = fold(text)
    if not code:
        return broken("empty", "没有填写统一社会信用代码。", "No unified social credit code was given.", text)
    if strange := next((c for c in code if c not in ALPHABET), None):
        return broken(
            "characters",
            "“{given}”中的“{c}”不是统一社会信用代码的字符（不用 I、O、S、V、Z）。",
            "“{c}” in “{given}” is no character of a unified social credit code (I, O, S, V and Z are not used).",
            text,
            c=strange,
        )
    if len(code) != LENGTH:
        return broken(
            "length",
            "“{given}”有 {n} 位，统一社会信用代码应为 18 位。",
            "“{given}” has {n} characters; a unified social credit code has 18.",
            text,
            n=len(code),
        )
    if not re.fullmatch(r"[0-9]{6}", code[2:8]):
        return broken(
            "division",
            "“{given}”的第 3 至 8 位应为数字（登记机关行政区划码）。",
            "Places 3 to 8 of “{given}” must be digits (division of the registering authority).",
            text,
        )
    right = uscc_check_character(code[:17])
    if code[17] != right:
        return broken(
            "check-digit",
            "“{given}”的校验位不符：写作 {g}，按前 17 位应为 {r}；请核对代码。",
            "The check character of “{given}” is {g} but would have to be {r}; check the code.",
            text,
            g=code[17],
            r=right,
        )
    return Uscc(code)
