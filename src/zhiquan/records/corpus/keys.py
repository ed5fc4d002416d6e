"""Keys: what a number, as any source writes it, is about. The same right has the same key in every source.

Chinese numbers go through ``rules.identifiers``. Numbers of other offices are brought to one written form, never
filled up, shortened or converted: whether EPODOC's eleven digits mean a number of twelve is nobody's guess.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zhiquan.records.characters.folding import fold
from zhiquan.rules.identifiers import (
    Broken,
    parse_application_number,
    parse_pct_number,
    parse_publication_number,
    parse_trademark_number,
    parse_wo_number,
)
from zhiquan.rules.identifiers.common import broken

HOME = "CN"
"""Office of the numbers whose rules this program knows in full."""
INTERNATIONAL = "WO"
"""ST.3 code of the International Bureau."""
PUBLICATION = "pub."
"""Prefix of the key of a right of which only a publication is known."""
REFERENCE = "ref."
"""Prefix of the key of a description without any number."""
LONGEST = 40
"""So many characters of a number are taken; no office writes longer ones."""
LONGEST_NAME = 120
"""So many characters of a protected name that stands for a number; longer names are not kept in memory."""

_OFFICE = re.compile(r"[A-Z]{2}")
_PREFIXED = re.compile(r"(PCT)(?=[\s/]*[A-Z]{2})|(ZL|[A-Z]{2})[\s/.-]*(?=[0-9])")
_CHECK_DIGIT = re.compile(r"\.[0-9X]$")
_CHECKED = frozenset({"EP", "DE", "GB"})
"""Offices that write a check digit behind a dot; it says nothing beyond the number."""
_KEY = re.compile(r"(?:[A-Z]{2}|pub|ref|tm\.[A-Z]{2}|gi\.[A-Z]{2,12})\.[^\s./?#]{1,60}")
_KIND_CODE = re.compile(r"[A-Z][0-9]?")


def patent_key(office: str, application: str) -> str | Broken:
    """Return the key of a right by its application number as written: ``CN201420789305.0``, ``US.16123456``.

    ``office`` is the ST.3 code of the office that gave the number. International applications are ``WO.`` with
    receiving office, year and six digits: ``WO.CN2016084836``.
    """
    if office == HOME:
        number = parse_application_number(application)
        return number if isinstance(number, Broken) else number.canonical
    if office == INTERNATIONAL or application.lstrip().upper().startswith("PCT"):
        return _international(application)
    body = _plain(_CHECK_DIGIT.sub("", _upper(application)) if office in _CHECKED else application, office)
    return body if isinstance(body, Broken) else f"{office}.{body}"


def publication_key(office: str, number: str, kind_code: str = "") -> str | Broken:
    """Return the key of one publication: ``CN104282860A``, ``US10123456B2``, ``WO2009043854A1``; without kind code
    where none is told (lists of PATENTSCOPE give neither country nor kind code: ``office`` is their own column)."""
    code = _upper(kind_code)
    if code and not _KIND_CODE.fullmatch(code):
        return broken(
            "kind-code", "“{given}”不是文献种类代码（如 A1）。", "“{given}” is no kind code (like A1).", kind_code
        )
    given = _upper(number)
    if code and len(given) > len(code) and given.endswith(code) and not given[-len(code) - 1].isalpha():
        given = given[: -len(code)].rstrip(" -.")
    if office == HOME:
        publication = parse_publication_number(given + code)
        return publication if isinstance(publication, Broken) else publication.canonical
    if office == INTERNATIONAL:
        written = given if given.startswith(INTERNATIONAL) else f"{INTERNATIONAL}{given}"
        international = parse_wo_number(written.replace("WO/", "WO", 1) + code)
        if not isinstance(international, Broken):
            return international.canonical.replace("/", "")
    body = _plain(given, office)
    return body if isinstance(body, Broken) else f"{office}{body}{code}"


def mark_key(office: str, number: str) -> str | Broken:
    """Return the key of a trademark by its number: ``tm.CN.12345678``, for all its classes together."""
    if office == HOME:
        mark = parse_trademark_number(number)
        return mark if isinstance(mark, Broken) else f"tm.{HOME}.{mark.number}"
    body = _plain(number, office)
    return body if isinstance(body, Broken) else f"tm.{office}.{body}"


def indication_key(register: str, number: str) -> str | Broken:
    """Return the key of a geographical indication: ``gi.EU.PGI-CN-1234``; hyphens belong to such numbers.

    Registers without numbers (spirits of the United Kingdom) are keyed by the name that stands in its place.
    """
    body = re.sub(r"[^\w.-]+", "-", _upper(number)).strip("-.")
    where = re.sub(r"[^A-Z0-9]+", "", _upper(register))
    if not where or not body or len(body) > LONGEST_NAME:
        return _no_number(number)
    return f"gi.{where}.{body}"


def organisation_key(code: str, name: str) -> str:
    """Return the key of an organisation: its unified social credit code, else its name as folded."""
    return f"org.{code or folded(name)}"


def is_mark(key: str) -> bool:
    """Say whether a key is a mark's (``tm.CN.12345678``)."""
    return key.startswith("tm.")


def key_as_typed(text: str) -> str | Broken:
    """Return the key of a right that a person typed or an address holds: a key as it is, else a Chinese number.

    ``US.16123456``, ``pub.WO2009043854A1``, ``ref.…``, ``tm.CN.12345678`` and ``gi.EU.PGI-CN-1234`` are keys; anything
    else must be an application number.
    """
    typed = text.strip()
    if _KEY.fullmatch(typed):
        return typed
    number = parse_application_number(typed)
    return number if isinstance(number, Broken) else number.canonical


def office_of(number: str) -> str:
    """Return the office that a number names at its beginning (``ZL`` is China's, ``PCT`` the International Bureau's),
    or nothing."""
    found = _PREFIXED.match(_upper(number))
    prefix = found[1] or found[2] if found else ""
    return {"PCT": INTERNATIONAL, "ZL": HOME}.get(prefix, prefix)


def is_office(code: str) -> bool:
    """Tell whether a code has the form of an ST.3 code."""
    return bool(_OFFICE.fullmatch(code))


def folded(name: str) -> str:
    """Return a name for comparison: folded as search folds, without blanks; nothing else is taken away."""
    return _folded(name) if len(name) <= LONGEST_NAME else "".join(fold(name).split())


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    return "".join(fold(name).split())


def _international(text: str) -> str | Broken:
    number = parse_pct_number(text)
    if not isinstance(number, Broken):
        return f"{INTERNATIONAL}.{number.office}{number.year}{number.serial}"
    body = _plain(_upper(text).removeprefix("PCT"), INTERNATIONAL)
    return body if isinstance(body, Broken) else f"{INTERNATIONAL}.{body}"


def _plain(text: str, office: str) -> str | Broken:
    """Return a number's letters and digits without the office's own code before them."""
    body = _upper(text)
    if body.startswith(office) and not body[len(office) : len(office) + 1].isalpha():
        body = body[len(office) :]
    body = "".join(char for char in body if char.isalnum())
    return body if 1 <= len(body) <= LONGEST and any(map(str.isdigit, body)) else _no_number(text)


def _no_number(text: str) -> Broken:
    return broken("form", "“{given}”不是号码。", "“{given}” is no number.", text)


def _upper(text: str) -> str:
    return text.upper().strip() if text.isascii() else unicodedata.normalize("NFKC", text).upper().strip()
