"""Where the values of a letter come from, and what of them a template may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.matters.letters import chinese_date, shown
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.schema import Matter, find
from zhiquan.hall.matters.snapshot import CaseParty, Snapshot
from zhiquan.rules.forms.fields import Field, FieldType

CASE_VALUES = ("number", "opened_on")
ORGANISATION_VALUES = ("name", "uscc", "division")
PAPER_COLUMNS = frozenset({"label", "name"})
CHECK_COLUMNS = frozenset({"label", "outcome", "text", "source"})
PARTY_COLUMNS = frozenset({"name", "code"})
FAILED, ALL = "failed", "all"
"""Stand for all checks that failed, and for all there are, as a source of a letter's variable."""
OUTCOMES = {CheckOutcome.PASS: "符合", CheckOutcome.FAIL: "不符合", CheckOutcome.UNKNOWN: "系统数据不能确认"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Several things as a template reads them: ``rows`` (mappings by column, or plain texts) one by one in a table,
    in a text all of them as ``told``.
    """

    rows: tuple[Any, ...]
    told: str

    def __str__(self) -> str:
        return self.told

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def source_known(definition: Matter, source: str) -> bool:
    """Return whether a variable's source exists: see ``_value``."""
    match source.split("."):
        case ["case", name]:
            return name in CASE_VALUES
        case ["organisation", name]:
            return name in ORGANISATION_VALUES
        case ["party", name]:
            return name in PARTY_COLUMNS or any(name in _columns(definition, use.key) for use in definition.parties)
        case ["parties", role]:
            return any(use.key == role for use in definition.parties)
        case ["materials", key]:
            return key == ALL or any(use.key == key for use in definition.parties)
        case ["checks", key]:
            return key in {FAILED, ALL} or any(use.key == key for use in definition.checks)
        case _:
            return _field(definition, source) is not None


def columns_of(definition: Matter, source: str) -> frozenset[str] | None:
    """Return the columns of a source of rows; empty for plain texts, None for what is no list."""
    match source.split("."):
        case ["parties", role]:
            return PARTY_COLUMNS | _columns(definition, role)
        case ["materials", _]:
            return PAPER_COLUMNS
        case ["checks", "all"]:
            return CHECK_COLUMNS
        case _:
            field = _field(definition, source)
            if field is None or not (field.many or field.columns):
                return None
            return frozenset(column.key for column in field.columns)


def _columns(definition: Matter, role: str) -> frozenset[str]:
    table = next((use.rows for use in definition.parties if use.key == role), "")
    field = next((field for field in definition.fields if field.key == table), None)
    return frozenset(column.key for column in field.columns) if field else frozenset()


def _field(definition: Matter, source: str) -> Field | None:
    fields: Sequence[Field] = ()
    match source.split("."):
        case ["form", key]:
            fields = definition.fields
        case ["results", action, key]:
            fields = next((one.fields for one in definition.actions if one.key == action), ())
        case _:
            return None
    return next((field for field in fields if field.key == key), None)


def values(
    definition: Matter, snapshot: Snapshot, number: str, template: str, party: CaseParty | None = None
) -> dict[str, Any]:
    """Return the values of a letter's variables, written as a Chinese letter writes them; "" for what is not there.

    ``party`` is whom the letter is addressed to, where each of a role has its own.
    """
    sources = definition.letter(template).variables
    return {name: _value(definition, snapshot, number, party, source) for name, source in sources.items()}


def _value(definition: Matter, snapshot: Snapshot, number: str, party: CaseParty | None, source: str) -> Any:
    """Return one value: case.…, organisation.…, party.<column> (whom the letter is addressed to), form.<field>,
    results.<action>.<field>, parties.<role>, materials.all or .<role>, checks.<key> (what it found), checks.failed and
    checks.all.
    """
    family, _, key = source.partition(".")
    match family:
        case "case":
            return number if key == "number" else chinese_date(snapshot.opened_on) if snapshot.opened_on else ""
        case "organisation":
            return str(snapshot.organisation.get(key, ""))
        case "party":
            return _party(definition, snapshot, party)[key] if party else ""
        case "form":
            return answer(definition.fields, key, snapshot.form)
        case "results":
            action, _, field = key.partition(".")
            return answer(definition.action(action).fields, field, snapshot.results.get(action, {}))
        case _:
            return _several(definition, snapshot, family, key)


def _several(definition: Matter, snapshot: Snapshot, family: str, key: str) -> Any:
    match family:
        case "parties":
            found = snapshot.of_role(key)
            rows = (_party(definition, snapshot, one) for one in found)
            return Rows(tuple(rows), "、".join(one.name for one in found))
        case "materials":
            return _materials(definition, snapshot, key)
        case "checks":
            return _checks(definition, snapshot, key)
        case _:
            raise KeyError(family)


def answer(fields: Sequence[Field], key: str, answers: Mapping[str, Any]) -> Any:
    """Return one answer as a template reads it: a text, or the rows of a table and of several answers."""
    field, told = find(tuple(fields), key), shown(fields, key, answers).zh
    given = answers.get(key) or ()
    if field.type is FieldType.TABLE:
        rows = ({c.key: shown(field.columns, c.key, row).zh for c in field.columns} for row in given)
        return Rows(tuple(rows), told)
    if field.many:
        return Rows(tuple(shown(fields, key, {key: [one]}).zh for one in given), told)
    return told


def _party(definition: Matter, snapshot: Snapshot, party: CaseParty) -> dict[str, str]:
    """Return what the form says of a party: its row, with name and code under these very names."""
    use = find(definition.parties, party.role)
    rows = answer(definition.fields, use.rows, snapshot.form)
    row = rows.rows[int(party.id.rpartition("-")[2]) - 1]
    return {**row, "name": party.name, "code": party.code}


def _materials(definition: Matter, snapshot: Snapshot, key: str) -> Rows:
    """Return the papers of the case that are not internal, or the copies that a role of parties is sent with it."""
    labels = {
        one.key: one.label.zh
        for one in definition.materials
        if not one.internal and (key == ALL or any(s.to == key and s.after is None for s in one.shown))
    }
    held = (row for row in snapshot.materials if row["material"] in labels)
    rows = [{"label": labels[row["material"]], "name": row["name"]} for row in held]
    return Rows(tuple(rows), "、".join(row["label"] for row in rows))


def _checks(definition: Matter, snapshot: Snapshot, key: str) -> Any:
    if key == ALL:
        return values_of_checks(definition, snapshot)
    return "；".join(check["text"]["zh"] for check in snapshot.checks if _told(check, key))


def values_of_checks(definition: Matter, snapshot: Snapshot) -> Rows:
    """Return what every check found, one row each."""
    labels = {use.key: use.label.zh for use in definition.checks}
    rows = [_check(labels, check) for check in snapshot.checks]
    return Rows(tuple(rows), "；".join(row["text"] for row in rows))


def _check(labels: Mapping[str, str], check: Mapping[str, Any]) -> dict[str, str]:
    outcome = OUTCOMES[CheckOutcome(check["outcome"])]
    source, as_of = check["source"]["zh"], check.get("as_of")
    told = f"{source}（截至{as_of}）" if as_of else source
    return {"label": labels.get(check["key"], ""), "outcome": outcome, "text": check["text"]["zh"], "source": told}


def _told(check: Mapping[str, Any], key: str) -> bool:
    return check["outcome"] == CheckOutcome.FAIL if key == FAILED else bool(check["key"] == key)
