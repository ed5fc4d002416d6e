"""Names and addresses in the address books of WIPO ST.66 and ST.86."""

from __future__ import annotations

import re

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.elements import first, local, value, values
from zhiquan.records.corpus.reading.xml import Element

_CODE = re.compile(r"[A-Z]{2}")
_COUNTRY = "FormattedAddressCountryCode"
_MISPLACED = ("AddressCounty", "AddressState")
"""Where the German office writes the country's code."""


def party(role: str, holder: Element) -> dict[str, Value]:
    """Return role, name, address and country of the first address book below an element; the name may be empty."""
    name = " ".join(values(holder, "//FreeFormatNameLine")) or value(holder, "//FormattedName")
    address = first(holder, "//FormattedAddress")
    if address is None:
        return {"role": role, "name": name}
    parts = {local(part): value(part) for part in address if value(part)}
    country = parts.pop(_COUNTRY, "")
    parts.pop("FormattedAddressExt", None)
    if not country:
        field = next((field for field in _MISPLACED if _CODE.fullmatch(parts.get(field, ""))), "")
        country = parts.pop(field, "")
    return {"role": role, "name": name, "address": ", ".join(parts.values()), "country": country}
