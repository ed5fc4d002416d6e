"""Numbers as searchers write them: every usual form of an official number, so that typing any of them finds the right.

A form is letters and digits only, in capitals. ``CN201420789305.0`` may be written with and without country and check
character, ``US20190012345A1`` with and without country and kind code, and with the year's zero left out as DOCDB does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_OTHER = re.compile(r"[^A-Z0-9]+")
_COUNTRY = re.compile(r"^[A-Z]{2}(?=[0-9])")
_KIND_CODE = re.compile(r"(?<=[0-9])[A-Z][0-9]?$")
_PADDED = re.compile(r"(US[0-9]{4})0([0-9]{6})(?![0-9])")
_NUMBER_LIKE = re.compile(
    r"(?:(?:PCT/?)?[A-Z]{2}[\s.-]?|G)?[0-9][0-9/,.-]{3,18}[0-9X](?:[\s.-]?[A-Z][0-9]?)?", re.IGNORECASE
)
_INDICATION = re.compile(r"[A-Z]{2,4}-[A-Z]{2}-[A-Z]{0,2}[0-9]{2,9}(?:-[A-Z0-9]{1,8})*", re.IGNORECASE)
"""``PGI-CN-0622``: the registers of geographical indications name themselves in their numbers."""
_FEWEST_DIGITS = 5


def compact(text: str) -> str:
    """Return letters and digits of a number as written, in capitals; ``ZL`` is China's."""
    plain = _OTHER.sub("", (text if text.isascii() else unicodedata.normalize("NFKC", text)).upper())
    return f"CN{plain[2:]}" if plain.startswith("ZL") and plain[2:3].isdecimal() else plain


def is_number_like(text: str) -> bool:
    """Whether a whole query has the form of some office's number (``US 2019/0012345 A1``, ``12345678``)."""
    if _INDICATION.fullmatch(text.strip()):
        return True
    return _NUMBER_LIKE.fullmatch(text.strip()) is not None and sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS


def application_forms(*numbers: str) -> tuple[str, ...]:
    """Return the forms of application numbers, each with its office before it where that is known."""
    return _unique(form for number in dict.fromkeys(numbers) if number for form in _application(number))


def publication_forms(*numbers: str) -> tuple[str, ...]:
    """Return the forms of publication numbers."""
    return _unique(form for number in dict.fromkeys(numbers) if number for form in _publication(number))


def _application(number: str) -> Iterable[str]:
    form = compact(number)
    if form.startswith("WO") and form[2:4].isalpha():
        yield f"PCT{form[2:]}"
    whole = [form]
    head, dot, check = number.rpartition(".")
    if dot and len(check) == 1 and head.startswith("CN"):
        whole.append(compact(head))
    for one in whole:
        yield one
        yield _COUNTRY.sub("", one)


def _publication(number: str) -> Iterable[str]:
    form = compact(number)
    for one in (form, _PADDED.sub(r"\1\2", form)):
        for other in (one, _KIND_CODE.sub("", one)):
            yield other
            yield _COUNTRY.sub("", other)


def _unique(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))
