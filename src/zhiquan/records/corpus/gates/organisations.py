"""The gate of organisations. Names are taken as they are: who is the same is decided by people."""

from __future__ import annotations

from zhiquan.records.corpus.gates.common import Origin, Refused, common, digest, refused, text
from zhiquan.records.corpus.gates.parties import names
from zhiquan.records.corpus.gates.regions import told_division
from zhiquan.records.corpus.keys import organisation_key
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import OrganisationRecord
from zhiquan.rules.identifiers import Broken, parse_uscc

_USCC = 18


def check(row: RawRow, origin: Origin) -> OrganisationRecord | Refused:
    """Let a row of ``organisations`` through as a record, or refuse it.

    Lists name an organisation in several rows (a translation each, an industry each): every such row is one record.
    """
    fields = row.fields
    name, english = text(fields, "name"), text(fields, "name_en")
    if not (name or english):
        return refused("name.missing", row)
    code = text(fields, "code")
    parsed = parse_uscc(code)
    uscc = "" if isinstance(parsed, Broken) else parsed.canonical
    doubts = ["uscc.broken"] if len(code) == _USCC and not uscc else []
    key = organisation_key(uscc, name or english)
    division, division_doubts = told_division(fields)
    others = names(fields.get("names", ""))
    kind, industry, area = text(fields, "kind"), text(fields, "industry"), text(fields, "area")
    told = digest(name, *others, english, code, kind, industry, area)
    return OrganisationRecord(
        **common(row, origin, f"{key}/{told}", key, (*doubts, *division_doubts)),
        name=name or english,
        names=others,
        name_en=english,
        code=uscc or code,
        kind=kind,
        industry=industry,
        area=area,
        division=division or origin.addresses.division(area),
        country=text(fields, "country").upper(),
    )
