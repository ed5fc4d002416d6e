"""Making a seal: leaves of the cases that changed since the last one, then the roots over all, linked and signed.

No long transaction: leaves are written for some hundred cases at a time, and count for nothing until the seal is there;
a run that was killed is taken up by the next. What does not fit in its chain is not sealed: a chain is sealed only as
far as it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.ledger.hashing import plain_json, sha256, sm3
from zhiquan.hall.ledger.key import OfficeKey, office_key
from zhiquan.hall.ledger.leaves import Progress, last_seal, mark_of, tree_of
from zhiquan.hall.ledger.models import Leaf, Seal
from zhiquan.hall.ledger.turn import Turn, turn
from zhiquan.hall.ledger.walking import Groups, Walk, event_groups
from zhiquan.settings.now import now

FORMAT = "zhiquan-seal/1"
CASES_AT_ONCE = 400
EVERY = timedelta(hours=24)
"""How old the last seal may grow before ``seal_if_due`` makes another."""


@dataclass(slots=True)
class SealReport:
    """The seal made, or the last where nothing had changed; how many cases were read anew with how many events, and
    the cases (with the first event that does not fit) that were not sealed as they stand.
    """

    number: int = 0
    made: bool = False
    cases: int = 0
    changed: int = 0
    events: int = 0
    sha256: str = ""
    sm3: str = ""
    unsound: list[tuple[str, int]] = field(default_factory=list)


def seal(progress: Progress | None = None) -> SealReport:
    """Seal the heads of all chains; where none changed since the last seal, no new one is made.

    Refused (``ledger.busy``) while another process seals.
    """
    with turn() as mine:
        before, key, report = last_seal(), office_key(), SealReport()
        number = before.number + 1 if before else 1
        _Leaves(mine, key, number, report).write(progress)
        if before is None or Leaf.objects.filter(seal=number).exists():
            before = _signed(mine, key, number, before)
            report.made = True
        says = before.says
        report.number, report.cases = before.number, says["cases"]
        report.sha256, report.sm3 = says["sha256"], says["sm3"]
        return report


def seal_if_due(at: datetime, every: timedelta = EVERY) -> SealReport | None:
    """Make a seal where the last is older than that; None where it is not."""
    before = last_seal()
    if before is not None and at - datetime.fromisoformat(before.says["made_at"]) < every:
        return None
    return seal()


def _signed(mine: Turn, key: OfficeKey, number: int, before: Seal | None) -> Seal:
    """Count the roots and write the seal."""
    tree = tree_of(number)
    root = tree.close()
    told = before.statement.encode() if before else None
    statement = {
        "format": FORMAT,
        "number": number,
        "made_at": now().astimezone(UTC).isoformat(timespec="seconds"),
        "office": settings.OFFICE_NAME,
        "cases": tree.size,
        "sha256": root.sha256.hex(),
        "sm3": root.sm3.hex(),
        "previous": {"sha256": sha256(told).hex(), "sm3": sm3(told).hex()} if told else None,
        "key": key.fingerprint,
    }
    text = plain_json(statement)
    with transaction.atomic():
        mine.keep()
        return Seal.objects.create(number=number, statement=text.decode(), signature=key.sign(text).hex())


class _Leaves:
    """Writes the leaves of the next seal for the cases that changed."""

    def __init__(self, mine: Turn, key: OfficeKey, seal_number: int, report: SealReport) -> None:
        self._turn, self._key, self._seal, self._report = mine, key, seal_number, report
        self._position = Leaf.objects.aggregate(last=Max("position"))["last"]

    def write(self, progress: Progress | None) -> None:
        """Write them all, some hundred cases in a transaction."""
        last = 0
        total = Case.objects.count() if progress else None
        while cases := self._changed(last):
            with transaction.atomic():
                self._turn.keep()
                self._some(cases)
            last = max(cases)
            self._report.changed += len(cases)
            if progress:
                progress(self._report.changed, total)

    def _changed(self, last: int) -> dict[int, str]:
        """Return the next cases (id → number) with events that no leaf covers."""
        held = Leaf.objects.filter(case=OuterRef("pk"), until__isnull=True).values("seq")[:1]
        rows = Case.objects.filter(pk__gt=last).annotate(held=Subquery(held))
        changed = rows.filter(Q(held__isnull=True) | ~Q(held=F("version"))).order_by("pk")
        return dict(changed.values_list("pk", "number")[:CASES_AT_ONCE])

    def _some(self, cases: dict[int, str]) -> None:
        held = {leaf.case: leaf for leaf in Leaf.objects.filter(case__in=cases, until__isnull=True)}
        groups = Groups(event_groups(_events_after(cases)))
        fresh = []
        for pk, number in cases.items():
            walk, leaf = self._walk(groups, pk, number, held.get(pk)), held.get(pk)
            if walk.seq > (leaf.seq if leaf else 0):
                fresh.append(self._leaf(pk, walk, leaf))
        ended = [leaf.pk for one in fresh if (leaf := held.get(one.case))]
        Leaf.objects.filter(pk__in=ended, seal=self._seal).delete()
        Leaf.objects.filter(pk__in=ended).update(until=self._seal)
        Leaf.objects.bulk_create(fresh)

    def _walk(self, groups: Groups, pk: int, number: str, leaf: Leaf | None) -> Walk:
        """Follow the chain from its leaf to its end, or to the first event that does not fit."""
        walk = Walk(number, leaf.seq, leaf.sha256, leaf.sm3) if leaf else Walk(number)
        for row in groups.of(pk):
            self._report.events += 1
            if not walk.step(row):
                self._report.unsound.append((number, row.seq))
                break
        return walk

    def _leaf(self, pk: int, walk: Walk, before: Leaf | None) -> Leaf:
        """Return the leaf; a case keeps its place in the tree, a new one gets the next."""
        if before is None:
            self._position = 0 if self._position is None else self._position + 1
        place = before.position if before else self._position
        leaf = Leaf(position=place, case=pk, number=walk.number, seal=self._seal, seq=walk.seq,
                    sha256=walk.sha256, sm3=walk.sm3)  # fmt: skip
        leaf.mark = mark_of(self._key, leaf)
        return leaf


def _events_after(cases: dict[int, str]) -> QuerySet[CaseEvent]:
    """Return the events of cases that come after their leaves."""
    held = Leaf.objects.filter(case=OuterRef("case_id"), until__isnull=True).values("seq")[:1]
    rows: QuerySet[CaseEvent] = CaseEvent.objects.filter(case_id__in=list(cases)).annotate(held=Subquery(held))
    after: QuerySet[CaseEvent] = rows.filter(Q(held__isnull=True) | Q(seq__gt=F("held")))
    return after
