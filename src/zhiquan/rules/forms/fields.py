"""One question of a form: declared once, used by the page, the API and the validation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field as Attribute
from pydantic import model_validator

from zhiquan.rules.forms.base import Key, Label, Model, Name

FEN = 100
"""Fen in a yuan: amounts are reckoned in whole fen."""


class FieldType(StrEnum):
    """What an answer is; each type has one reader in ``answers``."""

    TEXT = "text"
    RIGHT_NUMBER = "right_number"
    CREDIT_CODE = "credit_code"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    DIVISION = "division"
    CHOICE = "choice"
    CLASS_SYMBOL = "class_symbol"
    """A symbol of IPC, CPC or Locarno."""
    TABLE = "table"
    """Rows of ``columns``: a list of mappings."""
    PARTY = "party"
    """A party of the case, by its id; ``party`` names the role."""
    FILE = "file"
    """A stored file, by its id."""


class Fill(StrEnum):
    """What of the applying organisation's record a new application has as the answer, until it is typed over."""

    NAME = "applicant.name"
    USCC = "applicant.uscc"
    DIVISION = "applicant.division"

    @property
    def attribute(self) -> str:
        """What the organisation's record calls it."""
        return self.value.removeprefix("applicant.")


class Choice(Model):
    """One of the answers of a choice field."""

    key: Key
    label: Label


class Field(Model):
    """A question: ``required_when`` is an expression over ``form`` (and ``data`` in an action).

    A ``personal`` answer stays out of the chain; an ``internal`` one is not shown to the parties. An answer with a
    ``formula`` is not typed but reckoned (for an amount: whole fen), over ``form``, ``data``, ``results`` and ``law``,
    the values of the provisions named in ``law``. ``fill`` is what is known of the applicant when an application is
    begun; only a question of the application has it.
    """

    key: Key
    label: Label
    type: FieldType
    required: bool = True
    required_when: str | None = None
    many: bool = False
    personal: bool = False
    internal: bool = False
    help: Label | None = None
    min: Decimal | date | None = None
    max: Decimal | date | None = None
    max_length: int = Attribute(default=500, ge=1, le=20_000)
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()
    least_rows: int = Attribute(default=0, ge=0)
    most_rows: int = Attribute(default=200, ge=1, le=5_000)
    party: Key | None = None
    formula: str | None = None
    law: dict[Key, Name] = Attribute(default_factory=dict)
    fill: Fill | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Field:
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError("a choice field lists its choices, and no other field does")
        self._parts()
        self._filled()
        if self.required and self.required_when:
            raise ValueError("required_when says when an otherwise optional field is required: set required: false")
        wanted = {FieldType.DATE: date, FieldType.MONEY: Decimal, FieldType.NUMBER: Decimal}.get(self.type)
        for bound in (self.min, self.max):
            if bound is not None and (wanted is None or not isinstance(bound, wanted)):
                raise ValueError("min and max belong to dates, amounts and numbers, in the field's own type")
        return self

    def _parts(self) -> None:
        if (self.type is FieldType.TABLE) != bool(self.columns):
            raise ValueError("a table field lists its columns, and no other field does")
        if any(column.type in _NO_COLUMN or column.many or column.formula for column in self.columns):
            raise ValueError("a column is a plain answer: no table, party, file, many or formula inside")
        if (self.type is FieldType.PARTY) != (self.party is not None):
            raise ValueError("a party field names the role of the party, and no other field does")
        if self.formula and self.type not in {FieldType.MONEY, FieldType.NUMBER}:
            raise ValueError("only amounts and numbers are reckoned")
        if self.law and not self.formula:
            raise ValueError("law: belongs to a formula")

    def _filled(self) -> None:
        if self.fill and (self.many or self.type is not _FILLS[self.fill]):
            raise ValueError("fill gives one answer of its own type: a text, a credit code, a division")
        if any(column.fill for column in self.columns):
            raise ValueError("fill belongs to a question, not to a column")


_FILLS = {Fill.NAME: FieldType.TEXT, Fill.USCC: FieldType.CREDIT_CODE, Fill.DIVISION: FieldType.DIVISION}
_NO_COLUMN = frozenset({FieldType.TABLE, FieldType.PARTY, FieldType.FILE})


class Section(Model):
    """A group of questions shown together."""

    key: Key
    label: Label
    fields: tuple[Field, ...]


class FormRule(Model):
    """A condition between answers, over ``form``; a form that breaks it is told ``message`` at ``field``."""

    key: Key
    field: Key
    holds: str
    message: Label


class Form(Model):
    """All questions of a matter."""

    sections: tuple[Section, ...]
    rules: tuple[FormRule, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions in the order of the page."""
        return tuple(field for section in self.sections for field in section.fields)
