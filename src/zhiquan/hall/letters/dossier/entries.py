"""What lies in a dossier: one entry for each paper, letter, record and receipt, with its volume and its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.rendering import LetterContent
from zhiquan.rules.text import Text


class Volume(StrEnum):
    """正卷 the main volume, which may be read by those it concerns; 副卷 the sub volume, for the office alone."""

    MAIN = "main"
    SUB = "sub"

    @property
    def label(self) -> Text:
        """The name on the cover."""
        return Text("正卷", "Main volume") if self is Volume.MAIN else Text("副卷", "Sub volume")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue 卷内目录 and where its pages come from: a stored file, or a sheet made from the case.

    ``order`` is the place in the story (event number, then within it); ``author`` is 责任者, ``number`` 文号.
    """

    order: tuple[int, int]
    title: str
    author: str
    on: date
    volume: Volume
    source: StoredFile | LetterContent
    number: str = ""
    note: str = ""
