"""All indicators of the installation with the views they are measured over, read from files and held together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from zhiquan.definitions import files, read_yaml
from zhiquan.insight.figures.definition import (
    Condition,
    CountDistinct,
    Counted,
    Derived,
    Family,
    Indicator,
    Observed,
    PerPopulation,
    Ratio,
    Sum,
    unknown_indicator,
)
from zhiquan.insight.figures.views import ColumnType, Strict, View
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Part = TypeVar("Part", bound=Strict)


@dataclass(frozen=True)
class Catalogue:
    """Views and families by name; every code, column and part that one names is there in another."""

    views: Mapping[str, View]
    families: Mapping[str, Family]

    def __iter__(self) -> Iterator[Indicator]:
        """Yield every indicator, family by family."""
        return (one for family in self.families.values() for one in family.indicators)

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """Every indicator by its code."""
        return {one.code: one for one in self}

    def indicator(self, code: str) -> Indicator:
        """Return an indicator, or refuse."""
        if code not in self.by_code:
            raise unknown_indicator(code)
        return self.by_code[code]

    def family_of(self, code: str) -> Family:
        """Return the family of an indicator, or refuse."""
        for family in self.families.values():
            if any(one.code == code for one in family.indicators):
                return family
        raise unknown_indicator(code)

    def over(self, view: str) -> tuple[Indicator, ...]:
        """Return what is measured over a view: the work of one pass."""
        return tuple(one for one in self if isinstance(one.source, Counted) and one.source.view == view)

    def derived(self) -> tuple[Indicator, ...]:
        """Return the indicators made of others, each after its parts."""
        held = {one.code: one for one in self}
        graph = {one.code: [part for part in one.parts if held[part].parts] for one in self if one.parts}
        return tuple(held[code] for code in TopologicalSorter(graph).static_order())

    def named(self, name: str) -> tuple[Indicator, ...]:
        """Return the indicators that a text may mean by a name: exactly the label or one of the names."""
        return tuple(one for one in self if name in {one.label.zh, one.label.en, *one.names})


def catalogue(region: Path | None = None) -> Catalogue:
    """Read all views and families; a region's file of the same view or family replaces the shipped one.

    Raises ``Refusal`` naming file, place and reason when a file does not hold together.
    """
    paths = (*files("views", region=region), *files("indicators", region=region))
    return _catalogue(region, tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=8)
def _catalogue(region: Path | None, stamp: tuple[tuple[Path, int], ...]) -> Catalogue:
    """Read the files once for as long as they stay as they are."""
    del stamp
    views = {view.name: (path, view) for path, view in _all("views", View, region)}
    families = {family.family: (path, family) for path, family in _all("indicators", Family, region)}
    read = Catalogue({n: view for n, (_, view) in views.items()}, {n: family for n, (_, family) in families.items()})
    for path, family in families.values():
        for one in family.indicators:
            if fault := next(_faults(one, read), None):
                raise _fault(path, one.code, fault)
    codes = [one.code for one in read]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise _fault(Path("indicators"), min(twice), "an indicator's code is given twice")
    try:
        read.derived()
    except CycleError as error:
        raise _fault(Path("indicators"), str(error.args[1][0]), "an indicator is made of itself") from error
    return read


def _all(folder: str, kind: type[Part], region: Path | None) -> Iterator[tuple[Path, Part]]:
    for path in files(folder, region=region):
        try:
            yield path, kind.model_validate(read_yaml(path))
        except ValidationError as error:
            first = error.errors()[0]
            raise _fault(path, ".".join(str(part) for part in first["loc"]) or "-", first["msg"]) from error


def _faults(one: Indicator, read: Catalogue) -> Iterator[str]:
    """Yield what an indicator names and nothing else has, or has otherwise."""
    source = one.source
    if isinstance(source, Counted):
        view = read.views.get(source.view)
        yield from _columns(source, view) if view else [f"there is no view {source.view!r}"]
    elif isinstance(source, Derived):
        yield from _parts(one, read)


def _parts(one: Indicator, read: Catalogue) -> Iterator[str]:
    held = {other.code: other for other in read}
    if missing := [part for part in one.parts if part not in held]:
        yield f"there is no indicator {missing[0]!r}"
        return
    match one.source:
        case Ratio(of=of, to=to) if held[of].as_of is not held[to].as_of:
            yield f"{of} and {to}: one stands at the end of a period, the other runs through it"
        case PerPopulation(population=code) if not isinstance(held[code].source, Observed):
            yield f"{code} is not an observed figure"
        case _ if held[one.parts[0]].as_of is not one.as_of:
            yield f"{one.parts[0]} and {one.code} must both be ``at_end`` or neither"


def _columns(source: Counted, view: View) -> Iterator[str]:
    types = {column.name: column.type for column in view.columns}
    dates = [name for name in (source.dated, source.since, source.until) if name]
    uses = [(name, {ColumnType.DATE}) for name in dates]
    uses += [(one.column, {ColumnType.TEXTS if one.op == "has" else ColumnType.TEXT}) for one in source.where]
    if isinstance(source, CountDistinct):
        uses.append((source.column, {ColumnType.TEXT}))
    elif isinstance(source, Sum):
        uses.append((source.column, {ColumnType.INTEGER, ColumnType.MONEY}))
    for name, allowed in uses:
        if types.get(name) not in allowed:
            yield f"column {name!r} must be one of {sorted(allowed)} in view {view.name!r}"
            return
    for condition in source.where:
        yield from _unnamed(condition, view)


def _unnamed(condition: Condition, view: View) -> Iterator[str]:
    """Yield the values of a condition that the view has no word for: who opens the figure would read a code."""
    column = view.column(condition.column)
    if column.names:
        return
    asked = {condition.value} if isinstance(condition.value, str) else set(condition.value)
    for value in sorted(asked - set(column.values)):
        yield f"column {column.name!r} of view {view.name!r} does not say in ``values`` what {value!r} means"


def _fault(path: Path, place: str, why: str) -> Refusal:
    text = Text("指标定义 {file} 的 {place} 有误：{why}", "Indicator definition {file}, {place}: {why}")
    return Refusal("figures.definition", text.format(file=path.name, place=place, why=why))
