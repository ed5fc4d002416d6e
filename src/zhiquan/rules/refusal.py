"""The one kind of error that a person is meant to read."""

from __future__ import annotations

from zhiquan.rules.text import Text


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """Something that was asked for cannot be done; the text says why and what to do, in one sentence.

    ``code`` is stable for machines (``room.reason``); command line, page and API each show ``text``.
    """

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text.zh)
        self.code = code
        self.text = text


class NotFound(Refusal):
    """The thing does not exist, or this person may not know that it does."""


class Conflict(Refusal):
    """Somebody else was faster: the state on which the request was based has changed."""
