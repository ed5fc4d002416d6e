"""Verification of everything in a stream: chains, personal answers, sealed heads, the roots, the seals themselves."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Min

from zhiquan.hall.cases.chain import EventRow
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload
from zhiquan.hall.cases.payloads import PERSONAL, digest_of
from zhiquan.hall.ledger.classifying import changes
from zhiquan.hall.ledger.faults import Change, Verified
from zhiquan.hall.ledger.key import OfficeKey, known_keys
from zhiquan.hall.ledger.leaves import Progress, mark_of
from zhiquan.hall.ledger.models import Leaf
from zhiquan.hall.ledger.seals import check_root, check_seals
from zhiquan.hall.ledger.shares import Share, shares, verified
from zhiquan.hall.ledger.walking import Groups, Walk, event_groups
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

CASES_AT_ONCE = 500
ERASED_KIND = "erased"
_PLACEHOLDER = re.compile(rb'\{"%s":"([^"\\]*)"\}' % PERSONAL.encode())
"""A personal answer's digest in the canonical bytes of an event; within a text its quotation marks would be escaped."""


class _Case(NamedTuple):
    pk: int
    number: str
    version: int


def verify(progress: Progress | None = None, workers: int = 1) -> Verified:
    """Verify all cases and all seals, by so many processes; ``progress`` is told cases done and all."""
    return _timed(lambda: _everything(progress, workers))


def verify_share(share: Share) -> Verified:
    """Verify the cases of a share against the seals that there were when all were begun, and not the seals."""
    return _Verification(Verified(), share.seal).share(share)


def verify_case(number: str) -> Verified:
    """Verify one case and the seals' signatures and links, without counting the roots again."""
    row = Case.objects.filter(number=number).values_list(*_Case._fields).first()
    if row is None:
        raise NotFound("ledger.no-case", _NO_CASE.format(number=number))
    report = Verified()
    last = check_seals(report, known_keys())[0]
    return _timed(lambda: _Verification(report, last.number if last else 0).one(_Case(*row)))


def _timed(run: Any) -> Verified:
    began = time.monotonic()
    report: Verified = run()
    report.seconds = round(time.monotonic() - began, 3)
    return report


def _everything(progress: Progress | None, workers: int) -> Verified:
    report = Verified()
    last = check_seals(report, known_keys())[0]
    total = Case.objects.count() if progress else None
    ids = Case.objects.aggregate(first=Min("pk"), last=Max("pk"))
    for part in verified(shares(ids["first"] or 1, ids["last"] or 0, last.number if last else 0), workers):
        report.add(part)
        if progress:
            progress(report.cases, total)
    if last is not None:
        check_root(report, last)
    return report


class _Verification:
    """Goes through cases and adds to a report what it finds; ``seal`` is the number of the last seal that counts."""

    def __init__(self, report: Verified, seal: int) -> None:
        self._report, self._seal = report, seal
        self._sealers: dict[int, OfficeKey] = check_seals(Verified(), known_keys())[1]

    def share(self, share: Share) -> Verified:
        last = share.after
        while cases := [_Case(*row) for row in _after(last, share.until)]:
            self._part(cases, last)
            last = cases[-1].pk
        self._gone(self._leaves_between(last, share.until), set())
        return self._report

    def one(self, case: _Case) -> Verified:
        self._part([case], case.pk - 1)
        return self._report

    def _part(self, cases: list[_Case], after: int) -> None:
        end = cases[-1].pk
        leaves = self._leaves_between(after, end)
        self._gone(leaves, {case.pk for case in cases})
        payloads = _payloads_between(after, end)
        groups = Groups(event_groups(CaseEvent.objects.filter(case_id__gt=after, case_id__lte=end)))
        for case in cases:
            _OneCase(self._report, case, leaves.get(case.pk, []), payloads.get(case.pk, {})).check(groups.of(case.pk))
            self._report.cases += 1

    def _leaves_between(self, after: int, end: int | None) -> dict[int, list[Leaf]]:
        """Return the sealed leaves of some cases; one that does not bear its mark is named."""
        rows = Leaf.objects.filter(case__gt=after, seal__lte=self._seal)
        rows = rows.filter(case__lte=end) if end is not None else rows
        found: dict[int, list[Leaf]] = defaultdict(list)
        for leaf in rows.order_by("case", "seal").iterator(CASES_AT_ONCE):
            self._report.leaves += 1
            key = self._sealers.get(leaf.seal)
            if key is not None and mark_of(key, leaf) != leaf.mark:
                self._report.found(Change.LEAF, leaf.number, leaf.seq)
            found[leaf.case].append(leaf)
        return found

    def _gone(self, leaves: Mapping[int, list[Leaf]], there: set[int]) -> None:
        for pk in sorted(leaves.keys() - there):
            self._report.found(Change.CASE, leaves[pk][-1].number, None)


class _OneCase:
    """Follows the chain of one case and compares it with its leaves and its personal answers."""

    def __init__(self, report: Verified, case: _Case, leaves: list[Leaf], payloads: Mapping[str, CasePayload]) -> None:
        self._report, self._case, self._payloads = report, case, payloads
        self._leaves = {leaf.seq: leaf for leaf in leaves}
        self._placed: dict[str, int] = {}
        self._erased: set[str] = set()
        self._headless = False

    def check(self, rows: Iterator[EventRow]) -> None:
        """Check one case; where its chain is broken, its rows are read again to tell what was changed."""
        walk, whole = Walk(self._case.number), True
        for row in rows:
            self._report.events += 1
            if not whole or not walk.step(row):
                whole = False
                continue
            self._against_leaf(walk)
            self._placed.update((digest.decode(), row.seq) for digest in _PLACEHOLDER.findall(walk.content))
            if row.kind == ERASED_KIND:
                self._erased.update(row.data.get("digests", ()))
        self._end(walk, whole=whole)
        if whole:
            self._personal()

    def _end(self, walk: Walk, *, whole: bool) -> None:
        sealed = max(self._leaves, default=0)
        if whole and walk.seq == self._case.version and walk.seq >= sealed:
            self._report.unsealed += walk.seq - sealed
            return
        count, rows = self._held()  # a case that was acted in meanwhile is whole when it is looked at again
        found = changes(self._case.number, rows, count, {seq: leaf.sha256 for seq, leaf in self._leaves.items()})
        again = Walk(self._case.number)
        if not found and not all(again.step(row) for row in rows):
            found = [(again.seq + 1, Change.CONTENT)]
        for seq, change in found:
            self._report.found(change, self._case.number, seq)
        if not found and count != len(rows):
            self._report.found(Change.HEAD, self._case.number, len(rows), _ROW)

    def _held(self) -> tuple[int, list[EventRow]]:
        """Return how many events the case's row tells of, and its events, at one moment."""
        with transaction.atomic():
            count = Case.objects.select_for_update().values_list("version", flat=True).get(pk=self._case.pk)
            rows = CaseEvent.objects.filter(case_id=self._case.pk).order_by("seq").values_list(*EventRow._fields)
            return count, [EventRow(*row) for row in rows]

    def _against_leaf(self, walk: Walk) -> None:
        leaf = None if self._headless else self._leaves.get(walk.seq)
        if leaf is not None and (leaf.sha256, leaf.sm3, leaf.number) != (walk.sha256, walk.sm3, walk.number):
            self._headless = True  # later heads differ with it
            self._report.found(Change.HEAD, self._case.number, walk.seq)

    def _personal(self) -> None:
        for digest, seq in self._placed.items():
            self._report.payloads += 1
            payload = self._payloads.get(digest) or self._kept_meanwhile(digest)
            if payload is None:
                self._report.found(Change.PAYLOAD, self._case.number, seq)
            elif payload.erased_at is not None:
                if digest not in self._erased:
                    self._report.found(Change.PAYLOAD, self._case.number, seq, _UNTOLD)
            elif digest_of(payload.salt, payload.value) != digest:
                self._report.found(Change.PAYLOAD, self._case.number, seq)

    def _kept_meanwhile(self, digest: str) -> CasePayload | None:
        return CasePayload.objects.filter(case_id=self._case.pk, digest=digest).first()


def _after(last: int, until: int | None) -> Iterable[tuple[Any, ...]]:
    cases = Case.objects.filter(pk__gt=last) if until is None else Case.objects.filter(pk__gt=last, pk__lte=until)
    return cases.order_by("pk").values_list(*_Case._fields)[:CASES_AT_ONCE]


def _payloads_between(after: int, end: int) -> dict[int, dict[str, CasePayload]]:
    found: dict[int, dict[str, CasePayload]] = defaultdict(dict)
    for row in CasePayload.objects.filter(case_id__gt=after, case_id__lte=end).iterator(CASES_AT_ONCE):
        found[row.case_id][row.digest] = row
    return found


_NO_CASE = Text("没有编号为“{number}”的办件。", "There is no case with the number “{number}”.")
_ROW = Text(
    "办件登记的条数与过程记录不符（链上共 {event} 条）。",
    "The case's own row does not tell as many events as its chain has ({event}).",
)
_UNTOLD = Text(
    "第 {event} 条记录的个人信息被删除，但没有删除记录。",
    "A personal answer of event {event} was erased without an event that says so.",
)
