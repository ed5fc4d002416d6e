"""The fields of a centre 服务领域: lists of IPC and Locarno symbols with their days; a region lays its own over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from zhiquan.definitions import files, read_yaml
from zhiquan.rules.identifiers import Broken, parse_class_symbol
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class FieldList:
    """A version of a list: the canonical symbols of its branches, from which day it holds, who published it."""

    valid_from: date
    symbols: tuple[str, ...]
    source: Text

    def branch_of(self, symbol: str) -> str | None:
        """Return the symbol of the list under which a class falls, or nothing."""
        parsed = parse_class_symbol(symbol)
        path = () if isinstance(parsed, Broken) else parsed.path
        return next((branch for branch in self.symbols if branch in path), None)


def field_list(name: str, on: date, region: Path) -> FieldList:
    """Return the version of a list in force on a day; a region's file of the same name takes the place of ours."""
    versions = [version for version in _versions(name, region) if version.valid_from <= on]
    if not versions:
        raise NotFound("management.no-fields", _NONE.format(name=name))
    return max(versions, key=lambda version: version.valid_from)


@cache
def _versions(name: str, region: Path) -> tuple[FieldList, ...]:
    paths = [path for path in files("fields", region=region) if path.stem == name]
    if not paths:
        raise NotFound("management.no-fields", _NONE.format(name=name))
    return tuple(_version(row) for row in read_yaml(paths[-1])["versions"])


def _version(row: dict[str, object]) -> FieldList:
    source, symbols = row["source"], row["symbols"]
    if not isinstance(source, dict) or not isinstance(symbols, list) or not isinstance(row["from"], date):
        raise NotFound("management.no-fields", _NONE.format(name=row))
    return FieldList(row["from"], tuple(map(str, symbols)), Text(source["zh"], source["en"]))


_NONE = Text("没有服务领域清单“{name}”，请先设定。", "There is no list of fields “{name}”; set it first.")
