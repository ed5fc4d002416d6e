"""From the named values of one row to what it tells of: patents, events, marks, indications, organisations, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape
from zhiquan.records.corpus.loaders.heading_table.values import DateForm

Named = Mapping[str, str]
"""Field of a shape → cell as text."""

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
_ANNOUNCED = re.compile(r"公告|第\s*\d+\s*号|[〔\[（(]\d{4}[〕\]）)]")
"""The number of an announcement 公告号: one often protects several products, so it alone names none of them."""
_AGRICULTURAL = re.compile(r"AGI\s*\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes: units of its amount columns, the order of dates, what else separates names."""

    shape: Shape
    units: Named = field(default_factory=dict)
    constants: Named = field(default_factory=dict)
    form: DateForm = DateForm.YEAR_FIRST
    separator: str = ""


def tell(place: str, told: Named, raw: Mapping[str, Value], manner: Manner) -> Iterator[RawRow]:
    """Yield what a row tells of, in the names of ``RawRow``; ``told`` holds no cell that stands for nothing.

    The row's own values come before constants. One row of an event list that names several rights makes an event for
    each of them.
    """
    values = {**manner.constants, **told}
    for fields, table in _TELLERS[manner.shape.table](values, manner):
        yield RawRow(place, {name: value for name, value in fields.items() if value}, raw, table)


_Told = Iterator[tuple[dict[str, Value], str]]


def _patents(values: Named, manner: Manner) -> _Told:
    shown = {name: values.get(name, "") for name in _PATENT_FIELDS}
    dates = {name: read.day(values.get(name, ""), manner.form) for name in _PATENT_DATES}
    ipc, designs = read.by_scheme(values.get("ipc", ""))
    publication, granted = values.get("publication", ""), values.get("grant_number", "")
    fields: dict[str, Value] = {
        **shown,
        **dates,
        "office": _office(values.get("office", "")),
        "publication": publication or granted,
        "ipc": ipc,
        "locarno": ";".join(filter(None, (values.get("locarno", ""), designs))),
        **_parties(values, manner),
    }
    yield fields, "patents"
    if publication and granted and dates["grant_date"]:
        right = {name: fields[name] for name in ("office", "application", "publication")}
        yield {**right, "event": "granted", "on": dates["grant_date"], "number": granted}, "events"
    right = {name: fields[name] for name in ("office", "application", "publication", "kind_code")}
    for text in islice(_names(values.get("cited", ""), ""), MOST):
        yield {**right, "text": text}, "citations"


_PATENT_FIELDS = ("application", "kind_code", "kind", "title", "title_en", "abstract", "abstract_en", "claim",
                  "main_class", "cpc", "priorities", "pct", "family", "status", "division")  # fmt: skip
_PATENT_DATES = ("filing_date", "publication_date", "grant_date")


def _office(told: str) -> str:
    """Return the ST.3 code of a country or office as lists name it; what is unknown as it is, for the gates."""
    return _OFFICES.get(told, told)


def _parties(values: Named, manner: Manner) -> dict[str, Value]:
    """Return the parties as flat fields, or one by one where the table gives credit codes."""
    named = {name: _names(values.get(name, ""), manner.separator) for name in _ROLES}
    codes = _names(values.get("applicant_code", ""), manner.separator)
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


def _names(text: str, separator: str) -> list[str]:
    if not text:
        return []
    parted = text.replace(separator, ";") if separator else text
    return [bare for name in _BETWEEN.split(parted) if (bare := name.strip())]


def _events(values: Named, manner: Manner) -> _Told:
    started, ended = read.period(values.get("period", ""))
    amount, currency = read.money(values.get("amount", ""), manner.units.get("amount", ""))
    told = values.get("effective_on", "")
    on = _few(read.days(told, manner.form), told) or [started]
    said: dict[str, Value] = {
        "event": values.get("event", "") or manner.shape.event,
        "until": read.day(values.get("until", ""), manner.form) or ended,
        "published_on": read.day(values.get("published_on", ""), manner.form),
        "code": values.get("code", ""),
        "text": values.get("text", ""),
        "number": values.get("number", ""),
        "amount": amount,
        "currency": (values.get("currency", "") or currency) if amount else "",
        "division": values.get("division", ""),
    }
    for right in _rights(values):
        for day, sides in _deals(on, values, manner):
            yield {**right, **said, **sides, "on": day}, "events"
        if manner.shape.ended and (over := read.day(values.get("ended_on", ""), manner.form)):
            closed = {"event": manner.shape.ended, "on": over, "number": said["number"]}
            yield {**right, **closed, **_sides(values, manner)}, "events"


def _rights(values: Named) -> list[dict[str, Value]]:
    """Return the rights that a row speaks of: each number of its cell is one."""
    office = {"office": _office(values.get("office", ""))}
    for name in _NUMBERS:
        if several := _few(read.numbers(values.get(name, "")), values.get(name, "")):
            alone = name == "application" and len(several) == 1
            beside = {"publication": values.get("publication", "")} if alone else {}
            field_name = "publication" if name == "grant_number" else name
            return [{**office, **beside, field_name: one} for one in several]
    return [{**office}]


def _few(several: list[str], whole: str) -> list[str]:
    """Return the parts of a cell, or the cell as one for the gates to refuse when it has more than any list tells."""
    return several if len(several) <= MOST else [whole]


_NUMBERS = ("application", "publication", "grant_number", "mark_number")


def _deals(on: Sequence[str], values: Named, manner: Manner) -> Iterator[tuple[str, dict[str, Value]]]:
    """Pair dates with sides: several dates in one cell are several deals, whose sides are known if they are as many."""
    if len(on) == 1:
        yield on[0], _sides(values, manner)
        return
    sides = {name: _names(values.get(name, ""), "、") for name in ("from", "to")}
    for index, day in enumerate(on):
        yield day, {name: names[index] for name, names in sides.items() if len(names) == len(on)}


def _sides(values: Named, manner: Manner) -> dict[str, Value]:
    """Return who gives and who takes; lists of the provinces separate names by ``、``."""
    return {name: ";".join(_names(values.get(name, ""), manner.separator or "、")) for name in ("from", "to")}


def _marks(values: Named, manner: Manner) -> _Told:
    _, ended = read.period(values.get("period", ""))
    fields: dict[str, Value] = {name: values.get(name, "") for name in _MARK_FIELDS}
    fields |= {name: read.day(values.get(name, ""), manner.form) for name in _MARK_DATES}
    fields |= {"office": values.get("office", "") or "CN", "expires_on": fields["expires_on"] or ended}
    fields |= {**_parties(values, manner), **_classes(values)}
    yield fields, "marks"


_MARK_FIELDS = ("number", "text", "text_en", "feature", "kind", "vienna", "registration", "status", "division")
_MARK_DATES = ("filing_date", "publication_date", "registration_date", "expires_on")


def _classes(values: Named) -> dict[str, Value]:
    """Return the classes: flat for one; for several with their groups, goods left out as none says whose they are."""
    classes = list(dict.fromkeys(re.findall(r"\d+", values.get("nice_class", ""))))
    groups = read.numbers(values.get("groups", "").replace(" ", ";"))
    if len(classes) < 2:  # noqa: PLR2004 - one class or none
        return {"nice_class": "".join(classes), "goods": values.get("goods", ""), "groups": ";".join(groups)}
    return {
        "classes": [
            {"nice_class": one, "groups": [group for group in groups if group.startswith(one.zfill(2))]}
            for one in classes
        ]
    }


def _indications(values: Named, manner: Manner) -> _Told:
    fields: dict[str, Value] = {name: values.get(name, "") for name in _INDICATION_FIELDS}
    fields |= {name: read.day(values.get(name, ""), manner.form) for name in _INDICATION_DATES}
    for name in ("applicants", "users"):
        fields[name] = ";".join(_names(values.get(name, ""), manner.separator or "、"))
    number = values.get("number", "")
    fields["regime"] = values.get("regime", "") or _regime(number)
    if _ANNOUNCED.search(number):
        fields |= {"number": f"{number} {values.get('name', '')}", "basis": values.get("basis", "") or number}
    yield fields, "indications"


_INDICATION_FIELDS = (
    "register",
    "number",
    "name",
    "names",
    "countries",
    "area",
    "division",
    "product",
    "status",
    "basis",
)
_INDICATION_DATES = ("filing_date", "publication_date", "registration_date", "ended_on")


def _regime(number: str) -> str:
    """Tell the regime by the number: agricultural products have AGI numbers, products are protected by 公告."""
    return "agricultural" if _AGRICULTURAL.match(number) else "product" if _ANNOUNCED.search(number) else ""


def _as_they_are(values: Named, manner: Manner) -> _Told:
    yield dict(values), manner.shape.table


_TELLERS: Mapping[str, Callable[[Named, Manner], _Told]] = {
    "patents": _patents,
    "events": _events,
    "marks": _marks,
    "indications": _indications,
    "organisations": _as_they_are,
    "statistics": _as_they_are,
}
