"""Reads the answers: granted patents with what they cite, applications with their history, papers of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.uspto_json.applications import application
from zhiquan.records.corpus.loaders.uspto_json.history import paper
from zhiquan.records.corpus.loaders.uspto_json.publications import publication
from zhiquan.records.corpus.loaders.uspto_json.shapes import objects
from zhiquan.records.corpus.reading import json
from zhiquan.records.corpus.reading.members import members
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局检索与开放数据（JSON）", "USPTO Patent Public Search and Open Data Portal (JSON)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - what the answers count is the whole search
    """Return ``None``: what the answers count is the whole search, not what they hold of it."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield the rows of every answer; answers come page by page, so each is read whole."""
    for member in members(path):
        with member.open() as stream:
            answer = json.load(stream)
        for number, found in enumerate(objects(answer, "patents"), start=1):
            yield from publication(f"{member.name}#{number}", found)
        for bag in ("patentFileWrapperDataBag", "patentBag"):
            for number, found in enumerate(objects(answer, bag), start=1):
                yield from application(f"{member.name}#{number}", found)
        for number, found in enumerate(objects(answer, "documentBag"), start=1):
            yield paper(f"{member.name}#{number}", found)
