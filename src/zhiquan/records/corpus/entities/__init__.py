"""Organisations: names taken apart, candidates of the same organisation with reasons, decisions, links.

Two names are one organisation because a source says so by an official code, because they are written alike to the
last character (``keys.organisation_key``), or because a person decided it. Likeness only proposes.
"""

from __future__ import annotations

from zhiquan.records.corpus.entities.comparing import Candidate, Entry, Reason, compare
from zhiquan.records.corpus.entities.decisions import Decision, Groups, Verdict, decide, read_decisions
from zhiquan.records.corpus.entities.directory import Link, Linker, entries, gathered
from zhiquan.records.corpus.entities.grouping import Crowded, Near, candidates, find
from zhiquan.records.corpus.entities.names import Name, read_name, split_names

__all__ = [
    "Candidate",
    "Crowded",
    "Decision",
    "Entry",
    "Groups",
    "Link",
    "Linker",
    "Name",
    "Near",
    "Reason",
    "Verdict",
    "candidates",
    "compare",
    "decide",
    "entries",
    "find",
    "gathered",
    "read_decisions",
    "read_name",
    "split_names",
]
