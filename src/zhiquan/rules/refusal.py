"""The one kind of error that a person is meant to read."""

from __future__ import annotations

from typing import Any

from zhiquan.rules.text import Text


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """Something that was asked for cannot be done; the text says why and what to do, in one sentence.

    ``code`` is stable for machines (``room.reason``); command line, page and API each show ``text``.
    """

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text.zh)
        self.code = code
        self.text = text

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from one process to another whole, with what a kind of refusal adds."""
        return _again, (type(self), str(self)), vars(self)


class NotFound(Refusal):
    """The thing does not exist, or this person may not know that it does."""


class Conflict(Refusal):
    """Somebody else was faster: the state on which the request was based has changed."""


def _again(kind: type[Refusal], said: str) -> Refusal:
    made = kind.__new__(kind)
    made.args = (said,)
    return made
