"""The clocks of a matter: limits of the law book, and what steps do to them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from zhiquan.rules.forms.base import Key, Label, Model, Name
from zhiquan.rules.law import Span


class ClockOp(StrEnum):
    """What an action does to a clock."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"


class ClockMove(Model):
    """One effect of an action on one clock.

    A clock counts once for the case, or once for each subject: ``each`` names a role of parties (a run for every one
    of them), ``of`` says whose run is meant: ``actor`` (the party that acts) or ``data.<field>`` (a party or a
    document's number given in the action). ``reason`` is the field whose answer says why it is paused or extended;
    ``by`` the provision of an extension; ``span`` which of the stretches that the provision leaves out a pause is, and
    which one a resumption ends (several may be open at once; without ``span`` all of them); ``when`` (over what
    conditions see) whether the move is made at all.
    """

    clock: Key
    op: ClockOp
    each: Key | None = None
    of: str | None = None
    reason: Key | None = None
    by: Name | None = None
    span: Span | None = None
    when: str | None = None

    @model_validator(mode="after")
    def _coherent(self) -> ClockMove:
        if (self.op is ClockOp.EXTEND) != (self.by is not None):
            raise ValueError("an extension names its provision (by:), and no other move does")
        if self.span and self.op not in {ClockOp.PAUSE, ClockOp.RESUME}:
            raise ValueError("only a pause and its end say which stretch it is")
        if self.each and self.of:
            raise ValueError("a move is made for each party of a role, or of one subject")
        if self.of and self.of != "actor" and not self.of.startswith("data."):
            raise ValueError("of: is actor or data.<field>")
        return self


class Audience(StrEnum):
    """Whose time a clock counts; a public one is a time for everybody, such as a publicity 公示."""

    OFFICE = "office"
    PARTY = "party"
    OTHER_OFFICE = "other_office"
    PUBLIC = "public"


class Clock(Model):
    """A limit: the legal one 法定时限 and, where the office promises less, the promised one 承诺时限.

    ``on_expiry`` is the action that the office's program takes by itself when the legal limit has passed.
    """

    key: Key
    label: Label
    legal: Name
    promised: Name | None = None
    audience: Audience = Audience.OFFICE
    on_expiry: Key | None = None
