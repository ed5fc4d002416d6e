"""A refusal is for a person to read, and goes whole from one process to another."""

from __future__ import annotations

from multiprocessing import Pipe

from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text


class Counted(Refusal):
    """A refusal that carries more, and is made from other things than it shows."""

    def __init__(self, count: int) -> None:
        super().__init__("tests.counted", Text(f"{count} 项", f"{count} things"))
        self.count = count


def test_a_refusal_comes_out_of_a_pipe_as_it_went_in() -> None:
    ours, theirs = Pipe()
    for refusal in (Counted(3), NotFound("a.b", Text("甲", "A")), Conflict("c.d", Text("乙", "B"))):
        ours.send(refusal)
        again = theirs.recv()
        assert type(again) is type(refusal)
        assert (again.args, vars(again)) == (refusal.args, vars(refusal))
        assert str(again) == refusal.text.zh
