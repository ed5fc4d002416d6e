"""Where the parameters of a check or an effect take their values from, in the words of a definition."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhiquan.hall.matters.ports import CheckContext, EffectContext
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST_NUMBER = 60
"""Characters of an entry's number in a register."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a source may name: ``form.<field>``, ``result.<field>``, ``organisation.<part>``, ``case.number``."""

    form: Mapping[str, Any]
    organisation: Mapping[str, Any]
    result: Mapping[str, Any] = field(default_factory=dict)
    case_number: str = ""

    @classmethod
    def of(cls, context: CheckContext | EffectContext) -> Sources:
        """Return what a check or an effect was handed."""
        if isinstance(context, CheckContext):
            return cls(context.form, context.organisation)
        return cls(context.form, context.organisation, context.result, context.case_number)

    def value(self, source: str) -> Any:
        """Return what a source stands for, "" where it was not answered; an unknown source is a ``Refusal``."""
        match source.split("."):
            case ["form", key]:
                return self.form.get(key, "")
            case ["result", key]:
                return self.result.get(key, "")
            case ["organisation", key]:
                return self.organisation.get(key, "")
            case ["case", "number"]:
                return self.case_number
            case _:
                raise Refusal("matters.source", _SOURCE.format(source=source))

    def number(self, sources: Iterable[str]) -> str:
        """Return the number made of several sources, parted by a stroke; spaces, wide forms and case do not count."""
        parts = [_plain(str(self.value(source))) for source in sources]
        number = "/".join(parts)
        if not all(parts) or len(number) > LONGEST_NUMBER:
            raise Refusal("management.number", _NUMBER.format(number=number, longest=LONGEST_NUMBER))
        return number


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def text_of(given: Mapping[str, str]) -> Text:
    """Return a label of the parameters as a text."""
    return Text(given["zh"], given["en"])


_SOURCE = Text("没有来源“{source}”，请检查事项定义。", "There is no source “{source}”; check the definition.")
_NUMBER = Text(
    "登记号“{number}”不完整或者超过 {longest} 个字符，请核对。",
    "The number “{number}” is incomplete or longer than {longest} characters; check it.",
)
