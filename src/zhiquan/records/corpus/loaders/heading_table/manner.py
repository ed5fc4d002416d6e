"""How a table writes, and what the tellers of all kinds of list share: names, offices, parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape
from zhiquan.records.corpus.loaders.heading_table.values import DateForm

Named = Mapping[str, str]
"""Field of a shape → cell as text."""
Told = Iterator[tuple[dict[str, Value], str]]
"""What one row tells: fields of a row, and the table they are of."""

_ROLES = {"applicants": "applicant", "owners": "owner", "inventors": "inventor", "agency": "agency", "agents": "agent"}
_OFFICES = {
    name: code
    for code, names in {
        "CN": "中国", "US": "美国", "JP": "日本", "KR": "韩国", "DE": "德国", "GB": "英国", "FR": "法国",
        "RU": "俄罗斯", "EP": "欧洲专利局|欧洲专利局(EPO)|欧洲", "WO": "世界知识产权组织|世界知识产权组织(WIPO)",
        "TW": "台湾|中国台湾", "HK": "香港|中国香港", "MO": "澳门|中国澳门", "CA": "加拿大",
        "AU": "澳大利亚", "IN": "印度", "BR": "巴西",
    }.items()
    for name in names.split("|")
}  # fmt: skip
MOST = 1_000
"""So many rights, days or citations one row may tell of: each of them keeps the whole row."""
_BETWEEN = re.compile(r"[;；|\n]+")
MOST = 1_000
"""So many rights, days or citations one row may tell of: each of them keeps the whole row."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes: units of its amount columns, the order of dates, what else separates names."""

    shape: Shape
    units: Named = field(default_factory=dict)
    constants: Named = field(default_factory=dict)
    form: DateForm = DateForm.YEAR_FIRST
    separator: str = ""


def office(told: str) -> str:
    """Return the ST.3 code of a country or office as lists name it; what is unknown as it is, for the gates."""
    return _OFFICES.get(told, told)


def names(text: str, separator: str) -> list[str]:
    """Return the names of a cell, parted by ``;``, ``|``, line ends and what else the table parts them by."""
    if not text:
        return []
    parted = text.replace(separator, ";") if separator else text
    return [bare for name in _BETWEEN.split(parted) if (bare := name.strip())]


def few(several: list[str], whole: str) -> list[str]:
    """Return the parts of a cell, or the cell as one for the gates to refuse when it has more than any list tells."""
    return several if len(several) <= MOST else [whole]


def parties(values: Named, manner: Manner) -> dict[str, Value]:
    """Return the parties as flat fields, or one by one where the table gives credit codes."""
    named = {name: names(values.get(name, ""), manner.separator) for name in _ROLES}
    codes = names(values.get("applicant_code", ""), manner.separator)
    whose = "applicants" if named["applicants"] else "owners"
    if not codes or len(codes) != len(named[whose]):
        return {**{name: ";".join(names) for name, names in named.items()}, "address": values.get("address", "")}
    named["agency"] = [read.agency(name) for name in named["agency"]]
    parties = [{"role": _ROLES[name], "name": one} for name, names in named.items() for one in names]
    first = next(index for index, party in enumerate(parties) if party["role"] == _ROLES[whose])
    for index, code in enumerate(codes):
        parties[first + index]["code"] = code
    parties[first]["address"] = values.get("address", "")
    return {"parties": parties}
