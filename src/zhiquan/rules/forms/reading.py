"""The readers of the field types: text as typed in, JSON value out, or ``UnreadableError`` with a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.identifiers import Broken, parse_application_number, parse_class_symbol, parse_uscc
from zhiquan.rules.text import Text


class UnreadableError(ValueError):
    """An answer that is not of its type; ``text`` says what was expected."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def _plain(text: str) -> str:
    """Fold full-width digits and signs, as people paste them."""
    return unicodedata.normalize("NFKC", text).strip()


def _text(text: str, field: Field) -> str:
    if len(text) > field.max_length:
        raise UnreadableError(_LONG.format(label=field.label, length=field.max_length))
    if unseen := next(filter(_is_unseen, text), None):
        raise UnreadableError(_UNSEEN.format(label=field.label, sign=f"U+{ord(unseen):04X}"))
    return text


def _is_unseen(sign: str) -> bool:
    """Tell signs nobody sees: controls, which no letter can print, and marks that turn the direction of writing."""
    return (unicodedata.category(sign) == "Cc" and sign not in "\t\n\r") or sign in _TURNING


def _right_number(text: str, field: Field) -> str:
    del field
    number = parse_application_number(text)
    if isinstance(number, Broken):
        raise UnreadableError(number.text)
    return number.canonical


def _credit_code(text: str, field: Field) -> str:
    del field
    code = parse_uscc(text)
    if isinstance(code, Broken):
        raise UnreadableError(code.text)
    return code.canonical


def _decimal(text: str, field: Field) -> Decimal:
    plain = _plain(text).replace(",", "").removesuffix("元").strip()
    if not _DECIMAL.fullmatch(plain):
        raise UnreadableError(_NUMBER.format(label=field.label))
    value = Decimal(plain)
    _within(value, field)
    return value


def _money(text: str, field: Field) -> str:
    value = _decimal(text, field)
    if value != value.quantize(_FEN):
        raise UnreadableError(_FEN_ONLY.format(label=field.label))
    return str(value.quantize(_FEN))


def _number(text: str, field: Field) -> str:
    return f"{_decimal(text, field):f}"


def _date(text: str, field: Field) -> str:
    found = _DATE.fullmatch(_plain(text))
    try:
        value = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        value = None
    if value is None:
        raise UnreadableError(_DAY.format(label=field.label))
    _within(value, field)
    return value.isoformat()


def _division(text: str, field: Field) -> str:
    code = _plain(text)
    if not re.fullmatch(r"[1-9][0-9]{5}", code):
        raise UnreadableError(_DIVISION.format(label=field.label))
    return code


def _class_symbol(text: str, field: Field) -> str:
    del field
    symbol = parse_class_symbol(text)
    if isinstance(symbol, Broken):
        raise UnreadableError(symbol.text)
    return symbol.canonical


def _party(text: str, field: Field) -> str:
    if not re.fullmatch(rf"{field.party}-[1-9][0-9]{{0,3}}", text):
        raise UnreadableError(_PARTY.format(label=field.label))
    return text


def _file(text: str, field: Field) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,17}", text):
        raise UnreadableError(_FILE.format(label=field.label))
    return text


def _choice(text: str, field: Field) -> str:
    if text not in {choice.key for choice in field.choices}:
        raise UnreadableError(_CHOICE.format(label=field.label))
    return text


def _within(value: date | Decimal, field: Field) -> None:
    if field.min is not None and value < field.min:  # type: ignore[operator]
        raise UnreadableError(_LEAST.format(label=field.label, bound=field.min))
    if field.max is not None and value > field.max:  # type: ignore[operator]
        raise UnreadableError(_MOST.format(label=field.label, bound=field.max))


READERS: dict[FieldType, Callable[[str, Field], str]] = {
    FieldType.TEXT: _text,
    FieldType.RIGHT_NUMBER: _right_number,
    FieldType.CREDIT_CODE: _credit_code,
    FieldType.MONEY: _money,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.DIVISION: _division,
    FieldType.CHOICE: _choice,
    FieldType.CLASS_SYMBOL: _class_symbol,
    FieldType.PARTY: _party,
    FieldType.FILE: _file,
}

_FEN = Decimal("0.01")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = Text(
    "“{label}”里有看不见的控制字符（{sign}），请重新键入这一处。",
    "“{label}” holds a control character that nobody sees ({sign}); type that place anew.",
)
_LONG = Text("“{label}”最多{length}字。", "“{label}” may have {length} characters at most.")
_NUMBER = Text("“{label}”请填写数字，例如 3000000.00。", "“{label}” takes a number such as 3000000.00.")
_FEN_ONLY = Text("“{label}”最多保留两位小数（分）。", "“{label}” takes two decimals at most.")
_DAY = Text("“{label}”请填写存在的日期，例如 2026-09-01。", "“{label}” takes an existing date such as 2026-09-01.")
_DIVISION = Text("“{label}”请填写六位行政区划代码。", "“{label}” takes a division code of six digits.")
_CHOICE = Text("“{label}”请从所列选项中选择。", "“{label}” takes one of the listed answers.")
_LEAST = Text("“{label}”不得小于 {bound}。", "“{label}” may not be less than {bound}.")
_MOST = Text("“{label}”不得大于 {bound}。", "“{label}” may not be more than {bound}.")
_PARTY = Text("“{label}”请选择本案的当事人。", "“{label}” takes a party of this case.")
_FILE = Text("“{label}”请先上传文件。", "Upload the file for “{label}” first.")
