"""Titles and abstracts composed from the vocabulary of a field."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """A technology field: IPC symbols and the words its patents are made of."""

    name: str
    style: str
    symbols: list[str]
    things: list[str]
    parts: list[str]
    problem: str
    effect: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of a style, with places for parts and numbers."""

    modes: list[str]
    titles: list[str]
    processes: list[str]
    links: list[str]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, abstract and main class of one patent."""

    title: str
    abstract: str
    main_class: str


@cache
def fields() -> dict[str, Field]:
    """Return the fields by name, in the order of their file."""
    return {entry["name"]: Field(**entry) for entry in read_yaml(_HERE / "fields.yaml")}


@cache
def _phrases() -> dict[str, Phrases]:
    return {style: Phrases(**entry) for style, entry in read_yaml(_HERE / "phrases.yaml").items()}


@cache
def _designs() -> tuple[dict[str, Any], ...]:
    return tuple(read_yaml(_HERE / "designs.yaml"))


def wording(field: Field, rng: random.Random, *, model: bool) -> Wording:
    """Compose the text of an invention or, for ``model``, of a utility model (a device, never a method)."""
    say = _phrases()[field.style]
    a, b, c = rng.sample(field.parts, 3)
    x, y = sorted(rng.sample(range(2, 60), 2))
    titles = [title for title in say.titles if not (model and "方法" in title)]
    thing = rng.choice([thing for thing in field.things if not (model and thing.endswith("方法"))])
    title = rng.choice(titles).format(thing=thing, mode=rng.choice(say.modes), process=rng.choice(say.processes), a=a)
    kind = "实用新型" if model else "发明"
    first, second = rng.sample(say.links, 2)
    abstract = (
        f"本{kind}公开了{title}，涉及{field.name}技术领域，用于解决{field.problem}的问题。"
        f"该方案包括{a}、{b}和{c}，{first.format(a=a, b=b)}，{second.format(a=c, b=a)}。"
        f"{rng.choice(say.notes).format(a=a, b=b, c=c, x=x, y=y)}与现有方案相比，本{kind}{field.effect}。"
    )
    return Wording(title, abstract, rng.choice(field.symbols) + _edition(rng))


def design_wording(own: tuple[str, ...], rng: random.Random) -> Wording:
    """Compose a design's text with its Locarno class; ``own`` are the owner's fields."""
    entry = rng.choice([entry for entry in _designs() if not entry["fields"] or {*own} & {*entry["fields"]}])
    thing = entry["thing"]
    abstract = (
        f"1.本外观设计产品的名称：{thing}。2.本外观设计产品的用途：日常使用。"
        "3.本外观设计的设计要点：在于产品的形状。4.最能表明设计要点的图片：立体图。"
    )
    return Wording(thing, abstract, entry["class"])


def _edition(rng: random.Random) -> str:
    """Return the edition that some exports print after the symbol, one in sixteen."""
    return f"（{rng.choice(('2006.01', '2010.01'))}）I" if rng.randrange(16) == 0 else ""
