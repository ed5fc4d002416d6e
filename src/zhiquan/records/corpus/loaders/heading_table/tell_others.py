"""What rows of the other lists tell: marks, geographical indications, and what is named as the model names it."""

from __future__ import annotations

import re

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.records.corpus.loaders.heading_table.manner import Manner, Named, Told, names, parties

_ANNOUNCED = re.compile(r"公告|第\s*\d+\s*号|[〔\[（(]\d{4}[〕\]）)]")
"""The number of an announcement 公告号: one often protects several products, so it alone names none of them."""
_AGRICULTURAL = re.compile(r"AGI\s*\d{4}", re.IGNORECASE)


def marks(values: Named, manner: Manner) -> Told:
    """Yield the mark of one row."""
    _, ended = read.period(values.get("period", ""))
    fields: dict[str, Value] = {name: values.get(name, "") for name in _MARK_FIELDS}
    fields |= {name: read.day(values.get(name, ""), manner.form) for name in _MARK_DATES}
    fields |= {"office": values.get("office", "") or "CN", "expires_on": fields["expires_on"] or ended}
    fields |= {**parties(values, manner), **_classes(values)}
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


def indications(values: Named, manner: Manner) -> Told:
    """Yield the geographical indication of one row."""
    fields: dict[str, Value] = {name: values.get(name, "") for name in _INDICATION_FIELDS}
    fields |= {name: read.day(values.get(name, ""), manner.form) for name in _INDICATION_DATES}
    for name in ("applicants", "users"):
        fields[name] = ";".join(names(values.get(name, ""), manner.separator or "、"))
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


def as_they_are(values: Named, manner: Manner) -> Told:
    """Yield the values of a row whose fields are called as the model calls them."""
    yield dict(values), manner.shape.table
