"""What the registers show in the file of a right 一件一档 or an organisation 一企一档: public facts, never terms."""

from __future__ import annotations

from datetime import date

from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import Fact, PanelView, Subject
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import entries_for_organisation, entries_for_right, register_name
from zhiquan.rules.law.explaining import told
from zhiquan.rules.text import Text


def register_panel(right: str, viewer: Actor, on: date) -> PanelView:
    """Return every entry of a right with its standing on a date; the case number is for those who answer for it."""
    facts = tuple(_fact(entry, viewer, on) for entry in entries_for_right(right))
    return PanelView(Text("登记簿", "Registers"), facts, _EMPTY)


def organisation_panel(subject: Subject, viewer: Actor, on: date) -> PanelView:
    """Return the entries that concern an organisation, of each register the latest, with how many there are."""
    entries = entries_for_organisation(subject.code)
    shown: list[Fact] = []
    for register in dict.fromkeys(entry.register for entry in entries):
        mine = [entry for entry in entries if entry.register == register]
        shown += [_fact(entry, viewer, on) for entry in mine[:LATEST]]
        if len(mine) > LATEST:
            shown.append(Fact(register_name(register), _MORE.format(all=len(mine), shown=LATEST)))
    return PanelView(Text("登记与名录", "Registers and lists"), tuple(shown), _NONE)


def _fact(entry: RegisterEntry, viewer: Actor, on: date) -> Fact:
    basis = Text(f"依据：{entry.basis}", f"Basis: {entry.basis}") if viewer.covers(entry.division) else None
    return Fact(register_name(entry.register), _SHOWN.format(number=entry.number, term=_term(entry, on)), basis)


def _term(entry: RegisterEntry, on: date) -> Text:
    since = told(entry.valid_from)
    if entry.valid_from > on:
        return _LATER.format(since=since)
    if entry.valid_to is None:
        return _SINCE.format(since=since)
    span = {"since": since, "until": told(entry.valid_to)}
    return _ENDED.format(**span) if entry.valid_to < on else _RUNS.format(**span)


LATEST = 5
"""Entries of one register that an organisation's file shows."""
_MORE = Text("共 {all} 条，以上为最近 {shown} 条", "{all} in all, of which these are the latest {shown}")
_NONE = Text("登记簿和名录中没有关于该单位的记载。", "The registers and lists hold nothing about this organisation.")
_LATER = Text("{since}起生效", "in force from {since}")
_SINCE = Text("{since}起有效", "in force since {since}")
_ENDED = Text("{since}至{until}，已终止", "{since} to {until}, ended")
_RUNS = Text("{since}至{until}，有效", "{since} to {until}, in force")
_SHOWN = Text("{number}（{term}）", "{number} ({term})")
_EMPTY = Text("登记簿中没有关于此项权利的登记。", "The registers hold no entry for this right.")
