"""A bulletin's plan is a file: which figures it prints, in which order, and of which it lists the places below."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from zhiquan.definitions import files, read_yaml
from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.definition import Code
from zhiquan.insight.figures.views import Strict
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


class Section(Strict):
    """One section: its figures in order, and the one that is shown place by place."""

    label: Text
    indicators: tuple[Code, ...]
    by_place: Code


class Plan(Strict):
    """A bulletin 月报 or white paper 白皮书; ``{place}`` in the title is filled in."""

    kind: Literal["monthly", "yearly"]
    title: Text
    sections: tuple[Section, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every indicator that it prints."""
        return frozenset(code for section in self.sections for code in (*section.indicators, section.by_place))


def plan(kind: str, read: Catalogue, region: Path | None = None) -> Plan:
    """Return the plan of a kind, the region's own before the shipped one; a code that no family defines is refused."""
    plans = {one.kind: one for one in (Plan.model_validate(read_yaml(f)) for f in files("bulletins", region=region))}
    found = next((one for name, one in plans.items() if name == kind), None)
    if found is None:
        raise NotFound("bulletins.kind", Text("没有“{kind}”这种公报。", "No bulletin “{kind}”.").format(kind=kind))
    for code in found.codes:
        read.indicator(code)
    return found
