"""Parties of a row: names as written, several in one field or one structure each; addresses give divisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from zhiquan.records.corpus.gates.addresses import Addresses
from zhiquan.records.corpus.gates.common import mappings, text, texts
from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.model import Party, PartyRole

_BETWEEN = re.compile(r"[;；|\r\n]+")
_LONGEST_AGENCY = 200
"""Characters of an agency's name: nothing longer is searched for a code."""
_AGENCY_CODE = re.compile(
    r"[(（\[]?(?P<before>[0-9]{5})[)）\]]?\s*(?P<name>\D.*)"
    r"|(?P<first>.*?\D)\s*[(（\[]?(?P<behind>[0-9]{5})[)）\]]?"
)
_APPLICANT, _OWNER, _AGENCY = PartyRole.APPLICANT.value, PartyRole.OWNER.value, PartyRole.AGENCY.value
ROLES: Mapping[str, str] = {
    "applicants": _APPLICANT,
    "owners": _OWNER,
    "inventors": PartyRole.INVENTOR.value,
    "agency": _AGENCY,
    "agents": PartyRole.AGENT.value,
    "from": PartyRole.FROM.value,
    "to": PartyRole.TO.value,
    "users": PartyRole.USER.value,
}
"""Field that holds names → what those are to the right."""
_KNOWN = frozenset(role.value for role in PartyRole)


def names(value: Value) -> tuple[str, ...]:
    """Split several names (at ``;`` ``；`` ``|`` and line ends, or given apart); each once, in order."""
    return texts(value, _BETWEEN)


def read_parties(fields: Mapping[str, Value], addresses: Addresses) -> tuple[Party, ...]:
    """Return the parties of a row: those given as structures, else those named in the flat fields.

    ``address`` is the first applicant's (or, without applicants, the first owner's). A structure without a known role
    or without a name is left out.
    """
    if given := fields.get("parties"):
        return tuple(party for one in mappings(given) if (party := _party(one, addresses)))
    found = [
        _agency(name) if field == "agency" else Party(role=role, name=name)
        for field, role in ROLES.items()
        if fields.get(field)
        for name in names(fields[field])
    ]
    address = text(fields, "address")
    if address and found and found[0].role in (_APPLICANT, _OWNER):
        first = found[0]
        found[0] = Party(role=first.role, name=first.name, address=address, division=addresses.division(address))
    return tuple(found)


def division_of(parties: Sequence[Party]) -> str:
    """Return the division of the first applicant, or of the first owner where there is no applicant."""
    return next((one.division for role in (_APPLICANT, _OWNER) for one in parties if one.role == role), "")


def _party(given: Mapping[str, Value], addresses: Addresses) -> Party | None:
    role, name, address = text(given, "role"), text(given, "name"), text(given, "address")
    if role not in _KNOWN or not name:
        return None
    return Party(
        role=role,
        name=name,
        address=address,
        country=text(given, "country").upper(),
        division=text(given, "division") or (addresses.division(address) if address else ""),
        code=text(given, "code"),
    )


def _agency(written: str) -> Party:
    """Read an agency 代理机构 with the five digits of its code before or behind its name, where given."""
    found = _AGENCY_CODE.fullmatch(written) if len(written) <= _LONGEST_AGENCY else None
    if not found:
        return Party(role=_AGENCY, name=written)
    name, code = found["name"] or found["first"], found["before"] or found["behind"]
    return Party(role=_AGENCY, name=name.strip(), code=code)
