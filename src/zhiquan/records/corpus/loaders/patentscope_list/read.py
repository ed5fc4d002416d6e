"""Streams the hits of every page; a record of one page is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.patentscope_list.blocks import LONGEST, Hit, blocks, hit
from zhiquan.records.corpus.loaders.patentscope_list.parties import UNSURE, Named
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.text import Text

LABEL = Text("PATENTSCOPE 检索结果页（文本）", "PATENTSCOPE pages of hits (text)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the pages do not say
    """Return ``None``: pages do not say how many hits they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield the hits of a page or of all pages of an archive, in order; empty pages hold none."""
    for member in members(path):
        with member.open() as stream:
            yield from page(member.name, lines(stream, longest=LONGEST))


def page(name: str, written: Iterator[str]) -> Iterator[RawRow]:
    """Yield the hits of one page; a page with text but without any hit is one row that says nothing."""
    count = 0
    before: list[str] = []
    for block in blocks(written):
        found = hit(block)
        if found is None:
            before = block
        else:
            count += 1
            yield RawRow(f"{name}#{count}", _fields(found), {"text": found.written})
    if not count and any(before):
        yield RawRow(f"{name}#1", {}, {"text": "\n".join(before).strip()})


def _fields(found: Hit) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "office": found.office,
        "publication": found.publication,
        "application": found.application,
        "title": found.title,
        "publication_date": found.published,
        "main_class": found.symbol,
        "abstract": found.abstract,
        **_parties(found.names),
    }
    return {name: value for name, value in fields.items() if value}


def _parties(names: Named) -> dict[str, Value]:
    doubts: dict[str, Value] = {"doubts": (UNSURE,)} if names.unsure else {}
    if not any(address for _, address in (*names.applicants, *names.inventors)):
        return {
            "applicants": tuple(name for name, _ in names.applicants),
            "inventors": tuple(name for name, _ in names.inventors),
            **doubts,
        }
    parties = tuple(
        {"role": role, "name": name, "address": address}
        for role, group in (("applicant", names.applicants), ("inventor", names.inventors))
        for name, address in group
    )
    return {"parties": parties, **doubts}
