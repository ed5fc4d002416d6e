"""What every part of a definition is made of: closed models, keys, labels in both languages, faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from zhiquan.rules.text import Text


class Model(BaseModel):
    """A part of a definition: a key that the schema does not know is a fault, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _bilingual(value: Any) -> Any:
    if isinstance(value, Text):
        return value
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise ValueError("文字须写成 {zh: …, en: …}，两种语言都要有 (a text is {zh: …, en: …}, in both languages)")
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise ValueError("文字的 zh 和 en 都不能为空 (neither zh nor en may be empty)")
    return Text(value["zh"].strip(), value["en"].strip())


Label = Annotated[Text, BeforeValidator(_bilingual)]
"""``{zh: …, en: …}`` in a file, ``Text`` in the program."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""The name of a part inside its definition."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+$")]
"""A dotted name of something outside: a check, an effect, a provision."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a definition, and where: ``place`` is a path such as ``actions.forward.to``."""

    place: str
    text: Text

    def __str__(self) -> str:
        return f"{self.place}: {self.text.zh}"
