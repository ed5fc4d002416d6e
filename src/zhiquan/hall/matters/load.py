"""From raw values to a matter: the shape laid under it, the schema applied; faults with their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from zhiquan.hall.matters import earlier
from zhiquan.hall.matters.letter_file import LetterFile
from zhiquan.hall.matters.scenario import Scenario
from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.forms.base import Fault, Model
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

M = TypeVar("M", bound=Model)


class DefinitionRefusal(Refusal):
    """A definition that does not fit the schema; ``faults`` lists everything at once."""

    def __init__(self, what: str, faults: tuple[Fault, ...]) -> None:
        values = {"what": what, "count": len(faults), "place": faults[0].place, "first": faults[0].text}
        super().__init__("matters.schema", _SCHEMA.format(**values))
        self.faults = faults


def matter_from(raw: Mapping[str, Any]) -> Matter:
    """Return the matter of resolved raw values, or refuse with every place that does not fit."""
    return _checked(Matter, raw, str(raw.get("code", "?")))


def pinned_matter(raw: Mapping[str, Any]) -> Matter:
    """Return the matter of a published version, whichever program published it."""
    return matter_from(earlier.read(raw))


def letter_from(key: str, raw: Mapping[str, Any]) -> LetterFile:
    """Return a letter template, or refuse with every place that does not fit."""
    return _checked(LetterFile, raw, f"letters/{key}")


def scenario_from(name: str, raw: Mapping[str, Any]) -> Scenario:
    """Return a story of a matter, or refuse with every place that does not fit."""
    return _checked(Scenario, raw, f"scenarios/{name}")


def resolved_json(matter: Matter) -> dict[str, Any]:
    """Return exactly what the definition says, as JSON values: what the rulebook hashes and pins.

    What the file leaves to the schema's defaults is left out, so that a new default does not change old hashes.
    """
    return matter.model_dump(mode="json", by_alias=True, exclude_unset=True)


def letter_json(letter: LetterFile) -> dict[str, Any]:
    """Return exactly what a template says, as JSON values."""
    return letter.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _checked(model: type[M], raw: Mapping[str, Any], what: str) -> M:
    try:
        return model.model_validate(raw)
    except ValidationError as wrong:
        raise DefinitionRefusal(what, tuple(_fault(error, raw) for error in wrong.errors())) from None


def _fault(error: Any, raw: Mapping[str, Any]) -> Fault:
    place = ".".join(_places(error["loc"], raw)) or "definition"
    said = _WRONG.get(error["type"], _OTHERWISE)
    return Fault(place, said.format(why=error["msg"], **{"expected": "", **error.get("ctx", {})}))


def _places(way: Iterable[int | str], raw: Any) -> Iterator[str]:
    """Yield the steps to a place as the file names them: a part of a list by its key, where it has one."""
    for step in way:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            raw = None
        named = isinstance(step, int) and isinstance(raw, Mapping) and "key" in raw
        yield str(raw["key"] if named and raw else step)


_WRONG = {
    "missing": Text("缺少这一项。", "This is missing."),
    "extra_forbidden": Text("没有这一项，请核对拼写和缩进。", "There is no such entry; check spelling and indent."),
    "enum": Text("只能是 {expected}。", "It can only be {expected}."),
    "literal_error": Text("只能是 {expected}。", "It can only be {expected}."),
    "string_type": Text("应是文字；日期、数字和 yes、no 请加引号。", "A text; quote dates, numbers, yes and no."),
}
"""By pydantic's type of error."""
_OTHERWISE = Text("不符合事项定义的格式：{why}", "does not fit the schema: {why}")

_SCHEMA = Text(
    "{what} 有 {count} 处格式错误；第一处在 {place}：{first}", "{what}: {count} faults; the first at {place}: {first}"
)
