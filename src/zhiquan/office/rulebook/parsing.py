"""Reading a definition that is one file: what does not fit is refused with the file's place and the first fault."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from yaml import YAMLError

from zhiquan.definitions import read_yaml
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

M = TypeVar("M", bound=BaseModel)


def parsed(model: type[M], path: Path, place: str, refusal: str) -> M:
    """Return the file as the model has it, or refuse under the code ``refusal``; its own code is the file's name."""
    try:
        found = model.model_validate(read_yaml(path))
    except YAMLError as wrong:
        raise _fault(refusal, place, f"YAML: {wrong}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise _fault(refusal, place, f"{where}: {first['msg']}") from None
    if (code := getattr(found, "code", path.stem)) != path.stem:
        raise _fault(refusal, place, f"code: {code} ≠ {path.stem}")
    return found


def _fault(refusal: str, place: str, why: str) -> Refusal:
    return Refusal(refusal, _FAULT.format(place=place, why=why))


_FAULT = Text("{place} 有错误，请更正：{why}", "{place} has a fault to mend: {why}")
