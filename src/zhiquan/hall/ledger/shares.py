"""The verification of all cases in shares: one stretch of ids each, so that several processes can take them in turn.

What is found, and in which order, does not depend on who verifies which share, nor on how many do.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

import django

from zhiquan.hall.ledger.faults import Verified

IDS = 10_000
"""Ids in a share: some seconds of work, and of its cases only some hundred are held at once."""


class Share(NamedTuple):
    """Cases with an id above ``after`` and up to ``until`` (None: all beyond), under the seals up to ``seal``."""

    after: int
    until: int | None
    seal: int


def shares(first: int, last: int, seal: int) -> list[Share]:
    """Cut the ids from ``first`` to ``last`` into shares; what lies before and beyond belongs to the outer ones."""
    cuts = [0, *range(first - 1 + IDS, last, IDS)]
    return [Share(after, until, seal) for after, until in zip(cuts, [*cuts[1:], None], strict=True)]


def verified(parts: list[Share], workers: int) -> Iterator[Verified]:
    """Yield what was found in each share, in their order, by so many processes; by this one where one is enough."""
    if min(workers, len(parts)) <= 1:
        yield from map(_verified, parts)
        return
    with _processes(min(workers, len(parts))) as processes:
        yield from processes.map(_verified, parts)


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Run processes with connections of their own; what waits is dropped where the verification is broken off."""
    processes = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), django.setup)
    try:
        yield processes
    finally:
        processes.shutdown(cancel_futures=True)


def _verified(share: Share) -> Verified:
    from zhiquan.hall.ledger.verifying import verify_share  # a process of its own loads Django first

    return verify_share(share)
