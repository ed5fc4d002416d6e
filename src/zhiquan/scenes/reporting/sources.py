"""Where a view's facts come from: each view of the indicators' definitions has one source registered here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from zhiquan.insight.figures.definition import Family
from zhiquan.insight.figures.facts import Fact, digest, to_json
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Extract:
    """All facts of a view at one moment; ``mark`` says up to which record they reach (time and number)."""

    facts: tuple[Fact, ...]
    mark: str


class FactSource(Protocol):
    """A register, case list or return turned into facts."""

    def __call__(self) -> Extract:
        """Return all facts; an entry that cannot be counted is refused by name, never left out."""
        ...


fact_sources: Registry[FactSource] = Registry("fact sources")


@dataclass(frozen=True, slots=True)
class Collected:
    """Facts in the order of their key, with their JSON form, and the watermark that changes when any of them does."""

    facts: tuple[Fact, ...]
    data: tuple[dict[str, Any], ...]
    watermark: str


def collect(family: Family) -> Collected:
    """Read the source of a family's view; refused when the view has none."""
    if family.view.name not in fact_sources:
        text = Text("指标组“{name}”的数据视图没有来源。", "The view of the indicator family “{name}” has no source.")
        raise Refusal("figures.source", text.format(name=family.family))
    extract = fact_sources.get(family.view.name)()
    facts = tuple(sorted(extract.facts, key=lambda fact: str(fact[family.view.key])))
    data = tuple(to_json(family.view, fact) for fact in facts)
    return Collected(facts, data, f"{extract.mark} #{digest_of(data)[:16]}")


def digest_of(data: Iterable[dict[str, Any]]) -> str:
    """Return one digest over rows in their order."""
    return digest({"rows": [digest(row) for row in data]})
