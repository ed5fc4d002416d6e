"""What people decided about organisations: these two are the same, these two are not. Written once, never changed.

A decision that is wrong is followed by another one: the newest about a pair holds. The file is JSON Lines below the
lake's root, each line forced to disk before the call returns; a line cut off by a crash is passed over by readers and
closed by the next writer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from zhiquan.records.durable import settle
from zhiquan.records.lock import only_writer
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text

FILE = Path("decisions") / "organisations.jsonl"
"""Where the decisions stand below the lake's root."""


class Verdict(StrEnum):
    """What was decided about two organisations."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Decision:
    """Two keys (``org.…``, in order), the verdict, who decided when (ISO, Asia/Shanghai) and why."""

    one: str
    other: str
    verdict: Verdict
    by: str
    on: str
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two keys in order."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


def read_decisions(root: Path) -> Iterator[Decision]:
    """Yield all decisions in the order in which they were made; ``Refusal`` where the file was tampered with."""
    path = root / FILE
    if not path.exists():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.endswith(b"\n"):
                return  # cut off by a crash: its writer never said that it was done
            if line.strip():
                yield _decision(line, number)


def _decision(line: bytes, number: int) -> Decision:
    try:
        held = json.loads(line)
        return Decision(**{**held, "verdict": Verdict(held["verdict"])})
    except (ValueError, TypeError, KeyError) as error:
        text = Text("主体判定记录第 {n} 行已损坏，请从备份恢复。", "Line {n} of the decisions is damaged; restore it.")
        raise Refusal("entities.decisions-damaged", text.format(n=number)) from error


def decide(root: Path, decision: Decision) -> Decision:
    """Add a decision for good; ``Conflict`` when it contradicts others taken together.

    A pair decided before may be decided anew. What may not be is that A is B, B is C and A is not C.
    """
    if not decision.reason.strip() or not decision.by.strip():
        text = Text("请写明判定人和理由。", "Say who decides and why.")
        raise Refusal("entities.no-reason", text)
    if decision.one == decision.other:
        text = Text("判定需要两个不同的主体。", "A decision needs two different organisations.")
        raise Refusal("entities.one", text)
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with only_writer(path.with_suffix(".lock"), Text("主体判定记录", "the decisions on organisations")):
        Groups([*read_decisions(root), decision])
        _append(path, json.dumps(asdict(decision), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return decision


def _append(path: Path, line: bytes) -> None:
    with path.open("ab+") as stream:
        size = stream.seek(0, os.SEEK_END)
        if size:
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":
                held = path.read_bytes()
                stream.truncate(held.rfind(b"\n") + 1)  # the tail of a crashed writer
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())
    settle(path.parent)


class Groups:
    """The organisations that decisions put together: by the newest decision on each pair.

    ``Conflict`` where two that were decided to be different end up together.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        newest = {one.pair: one for one in decisions}
        self._decided: Mapping[tuple[str, str], Decision] = newest
        self._above: dict[str, str] = {}
        for decision in newest.values():
            if decision.verdict is Verdict.SAME:
                self._join(*decision.pair)
        for decision in newest.values():
            one, other = decision.pair
            if decision.verdict is Verdict.DIFFERENT and self.of(one) == self.of(other):
                text = Text(
                    "“{a}”与“{b}”已判定为不同主体，与其他判定矛盾，请先改正。",
                    "“{a}” and “{b}” were decided to be different, which contradicts others; settle that first.",
                )
                raise Conflict("entities.contradiction", text.format(a=one, b=other))
        self._members: dict[str, list[str]] = {}
        for key in self._above:
            self._members.setdefault(self.of(key), []).append(key)

    def of(self, key: str) -> str:
        """Return the key that stands for the group of an organisation: its own where nobody decided anything."""
        while (above := self._above.get(key, key)) != key:
            key = above
        return key

    def members(self, key: str) -> tuple[str, ...]:
        """Return all keys of the group, in order."""
        return tuple(sorted(self._members.get(self.of(key), [key])))

    def decision(self, one: str, other: str) -> Decision | None:
        """Return the newest decision about exactly these two."""
        return self._decided.get((one, other) if one <= other else (other, one))

    def settled(self, one: str, other: str) -> bool:
        """Tell whether people have answered if these two are the same, be it by way of others."""
        return self.of(one) == self.of(other) or self.decision(one, other) is not None

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.of(one), self.of(other)), key=_rank)
        self._above.setdefault(first, first)
        self._above[second] = first


def _rank(key: str) -> tuple[bool, str]:
    """A key by unified social credit code stands for a group before one by name."""
    return (isinstance(parse_uscc(key.removeprefix("org.")), Broken), key)
