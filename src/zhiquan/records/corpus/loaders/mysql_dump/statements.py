"""The statements of a dump that tell something: tables created and rows inserted, whichever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from zhiquan.records.corpus.loaders.mysql_dump.tokens import Kind, Source, Token, Tokens
from zhiquan.records.corpus.reading.limits import WIDEST
from zhiquan.records.corpus.reading.refusing import too_large

MOST_TABLES = 10_000
_NO_COLUMN = frozenset(
    {"PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FULLTEXT", "SPATIAL", "FOREIGN", "CHECK", "PERIOD", "LIKE"}
)
_BEFORE_NAME = frozenset({"INTO", "IGNORE", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IF", "NOT", "EXISTS", "ONLY"})
_BACK = re.compile(r"\s*DELIMITER\s+;\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the dump declares it; ``comment`` is its remark (``COMMENT '申请日'``), often its name in Chinese."""

    name: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Inserted:
    """One row: its table, its place among the table's rows (from 1), columns and values; ``NULL`` is empty.

    Without a declaration that fits, ``columns`` are empty.
    """

    table: str
    number: int
    columns: tuple[Column, ...]
    values: tuple[str, ...]


@dataclass
class _State:
    name: str
    tables: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    latest: tuple[Column, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def inserted(source: Source, name: str) -> Iterator[Inserted]:
    """Yield the rows that a dump inserts; ``name`` is the file's, for refusals."""
    tokens, state = Tokens(source, name), _State(name)
    while token := tokens.next():
        if token.says("CREATE"):
            _create(tokens, state)
        elif token.says("INSERT", "REPLACE"):
            yield from _insert(tokens, state)
        elif token.says("DELIMITER"):
            _pass_program(tokens)
        elif not token.is_sign(";"):
            _to_end(tokens)


def _pass_program(tokens: Tokens) -> None:
    """Pass over procedures and triggers, between ``DELIMITER ;;`` and ``DELIMITER ;``."""
    while (line := tokens.line()) is not None and not _BACK.fullmatch(line):
        pass


def _to_end(tokens: Tokens) -> None:
    while (token := tokens.next()) and not token.is_sign(";"):
        pass


def _create(tokens: Tokens, state: _State) -> None:
    token = tokens.next()
    while token and token.says("TEMPORARY", "UNLOGGED"):
        token = tokens.next()
    if not token or not token.says("TABLE"):
        return _end_of(tokens, token)
    name, token = _name(tokens)
    if token and token.is_sign("("):
        state.latest = tuple(_columns(tokens, state.name))
        state.tables[name] = state.latest
        if len(state.tables) > MOST_TABLES:
            raise too_large(state.name, f"表超过 {MOST_TABLES} 个", f"holds more than {MOST_TABLES} tables")
        token = tokens.next()
    return _end_of(tokens, token)


def _end_of(tokens: Tokens, token: Token | None) -> None:
    if token and not token.is_sign(";"):
        _to_end(tokens)


def _name(tokens: Tokens) -> tuple[str, Token | None]:
    """Read the name of a table (the last part of ``database.table``), and return the token behind it."""
    name, token = "", tokens.next()
    while token and (token.is_sign(".") or token.kind is not Kind.SIGN) and not token.says("VALUES", "VALUE", "SELECT"):
        if token.kind is not Kind.SIGN and not token.says(*_BEFORE_NAME):
            name = token.text
        token = tokens.next()
    return name, token


def _columns(tokens: Tokens, file: str) -> Iterator[Column]:
    """Yield the columns declared up to the bracket that closes the declaration."""
    count = 0
    tokens.begin()
    while True:
        definition, end = _definition(tokens)
        first = definition[0] if definition else None
        if first and (first.kind is not Kind.WORD or first.text.upper() not in _NO_COLUMN):
            count += 1
            if count > WIDEST:
                raise too_large(file, f"一个表超过 {WIDEST} 列", f"has a table of more than {WIDEST} columns")
            yield Column(first.text, _comment(definition))
        if end != ",":
            return


def _definition(tokens: Tokens) -> tuple[list[Token], str]:
    """Return the tokens up to the next comma or closing bracket outside of brackets, and which of them it was."""
    found: list[Token] = []
    depth = 0
    while token := tokens.next():
        if not depth and (token.is_sign(",") or token.is_sign(")")):
            return found, token.text
        depth += token.is_sign("(") - token.is_sign(")")
        if len(found) < WIDEST:
            tokens.hold(token)
            found.append(token)
    return found, ""


def _comment(definition: list[Token]) -> str:
    for word, text in pairwise(definition):
        if word.says("COMMENT") and text.kind is Kind.TEXT:
            return text.text
    return ""


def _insert(tokens: Tokens, state: _State) -> Iterator[Inserted]:
    table, token = _name(tokens)
    listed: tuple[str, ...] = ()
    while token and token.is_sign("("):
        inside, _ = _list(tokens)
        listed = tuple(inside)
        token = tokens.next()
    if not token or not token.says("VALUES", "VALUE"):
        _end_of(tokens, token)
        return
    while (token := tokens.next()) and token.is_sign("("):
        values, count = _list(tokens)
        state.counts[table] = state.counts.get(table, 0) + 1
        yield Inserted(table, state.counts[table], _declared(state, table, listed, count), tuple(values))
        token = tokens.next()
        if not token or not token.is_sign(","):
            break
    _end_of(tokens, token)


def _declared(state: _State, table: str, listed: tuple[str, ...], count: int) -> tuple[Column, ...]:
    """Return the columns of a row; a table renamed by hand is read by the declaration just above its rows."""
    declared = state.tables.get(table, state.latest)
    if listed:
        comments = {column.name: column.comment for column in declared}
        declared = tuple(Column(name, comments.get(name, "")) for name in listed)
    return declared if len(declared) == count else ()


def _list(tokens: Tokens) -> tuple[list[str], int]:
    """Read names or values up to the closing bracket."""
    values: list[str] = []
    end = ","
    tokens.begin()
    while end == ",":
        definition, end = _definition(tokens)
        values.append(_value(definition))
        if len(values) > WIDEST:
            raise too_large("", f"一行超过 {WIDEST} 个值", f"has a row of more than {WIDEST} values")
    return values, len(values)


def _value(tokens: list[Token]) -> str:
    """Return what an expression says: texts, numbers and names as they are, ``NULL`` as nothing."""
    if not tokens:
        return ""
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1:
        return "" if first.says("NULL", "DEFAULT") else _hexadecimal(first.text) if first.is_hexadecimal else first.text
    if len(tokens) == 2 and first.kind is Kind.WORD and last.kind is Kind.TEXT:  # noqa: PLR2004 - _binary 'text'
        return _hexadecimal(f"0x{last.text}") if first.text in "xX" else last.text
    return " ".join(token.text for token in tokens)


def _hexadecimal(written: str) -> str:
    """Return the text that hexadecimal digits stand for, or them where they are no text."""
    try:
        return bytes.fromhex(written[2:]).decode()
    except ValueError:
        return written
