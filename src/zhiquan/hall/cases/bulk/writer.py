"""Writes many cases straight into the tables: the events, chained, and the projection that the services would write.

What lies outside a case (register entries, other matters begun, packs) is left out. That a case is the same row for
row, hashes included, as one that the services make is proven by ``tests/hall/cases/test_bulk_writer.py``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from zhiquan.hall.cases import numbers
from zhiquan.hall.cases.bulk import rows
from zhiquan.hall.cases.bulk.office import Office
from zhiquan.hall.cases.bulk.stamps import Impression, Stamp
from zhiquan.hall.cases.bulk.stories import HANDLER
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload, CaseTag, Draft, NumberSeries, Paper, Participant
from zhiquan.office.access.models import Organisation

BATCH = 5_000
TABLES = (Draft, Case, CaseEvent, CasePayload, Paper, Participant, CaseTag)
FORMER, OPEN = 0.7, 0.1
"""Of all cases seven in ten have come to their end, and one waits to be accepted; the others stand anywhere."""


@dataclass(slots=True)
class Batch:
    """The rows of some cases, by table; ``ids`` are the last ones used."""

    ids: dict[Any, int]
    rows: dict[Any, list[rows.Row]] = field(default_factory=lambda: {model: [] for model in TABLES})

    def add(self, model: Any, *values: Any) -> int:
        """Add a row without its id, which is returned."""
        self.ids[model] = pk = self.ids[model] + 1
        self.rows[model].append((pk, *values))
        return pk


@dataclass(slots=True)
class Mix:
    """Which stamps cases are made with."""

    closed: Sequence[Sequence[Stamp]]
    open: Sequence[Sequence[Stamp]]
    waiting: Sequence[Stamp]

    def one(self, chance: random.Random) -> Stamp:
        """Return a stamp: of any matter as often as of any other, save those that wait to be accepted."""
        drawn = chance.random()
        if drawn < OPEN:
            return chance.choice(self.waiting)
        return chance.choice(chance.choice(self.closed if drawn < OPEN + FORMER else self.open))


def mix_of(stamps: Sequence[Stamp], waiting: str) -> Mix:
    """Part stamps by matter; ``waiting`` is the matter whose cases wait to be accepted."""

    def parted(*, closed: bool) -> list[list[Stamp]]:
        found: dict[str, list[Stamp]] = {}
        for stamp in stamps:
            if stamp.closed is closed:
                found.setdefault(stamp.story.matter, []).append(stamp)
        return list(found.values())

    first = [stamp for stamp in stamps if stamp.story.matter == waiting and len(stamp.events) == 1]
    return Mix(parted(closed=True), parted(closed=False), first)


def write(
    office: Office, mix: Mix, until: int, seed: int, go_on: Callable[[int], bool] = lambda _: True, size: int = BATCH
) -> int:
    """Write cases of random organisations until there are so many; returns how many there are.

    ``go_on`` is told how many there are after each batch and says whether another is written. Cut short, the next call
    goes on; the same seed gives the same cases. Each batch of ``size`` is a transaction of its own.
    """
    there = Case.objects.count()
    while there < until and go_on(there):
        chance = random.Random(f"{seed}-{there}")  # noqa: S311 - the same seed gives the same cases
        with transaction.atomic():
            rows.alone(TABLES)
            batch = Batch({model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in TABLES})
            last = dict(NumberSeries.objects.values_list("series", "last"))
            for _ in range(min(size, until - there)):
                stamp_out(batch, office, mix.one(chance), chance.choice(office.organisations), last, _salts(chance))
            insert(batch, last)
            rows.raise_sequences(TABLES)
        there = there + len(batch.rows[Case])
    return there


def insert(batch: Batch, last: dict[str, int]) -> None:
    """Write the rows, and the last numbers given out."""
    rows.insert(batch.rows.items())
    for series, number in last.items():
        NumberSeries.objects.update_or_create(series=series, defaults={"last": number})


def stamp_out(
    batch: Batch, office: Office, stamp: Stamp, firm: Organisation, last: dict[str, int], salts: Iterator[str]
) -> None:
    """Add the rows of one case; ``last`` holds the last number of each series and is raised."""
    last[stamp.series] = last.get(stamp.series, 0) + 1
    number = f"{stamp.series}-{last[stamp.series]:06d}"
    member = office.members[firm.pk]
    draft = batch.add(
        Draft, stamp.definition, firm.pk, stamp.form, stamp.materials, member, stamp.at, stamp.at, None, None
    )
    own: dict[str, Any] = {
        "number": number, "secret_hash": numbers.secret_hash(numbers.secret_for(number)),
        "organisation_id": firm.pk, "draft_id": draft, **({"division": firm.division} if stamp.stays else {}),
    }  # fmt: skip
    if stamp.columns["handler_id"] == HANDLER:
        own["handler_id"] = office.staff[own.get("division", stamp.columns["division"]), stamp.handled]
    case = batch.add(Case, *((own if name in own else stamp.columns)[name] for name in _CASE))
    _events(batch, office, stamp, firm, (case, draft, number, own.get("division", stamp.columns["division"])), salts)
    for party, values in stamp.participants.items():
        batch.add(Participant, case, party, values["role"], values["name"], values["organisation_id"], values["joined"])
    for tag in sorted(stamp.story.snapshot.tags):
        batch.add(CaseTag, case, tag)


def _events(
    batch: Batch, office: Office, stamp: Stamp, firm: Organisation, about: tuple[int, int, str, Any],
    salts: Iterator[str],
) -> None:  # fmt: skip
    case, draft, number, division = about
    hashed, kept = office.texts[firm.pk]
    if stamp.handled:
        handler = {"handler": str(office.staff[division, stamp.handled])}
        hashed, kept = hashed | handler, kept | handler
    for file in stamp.files:
        batch.add(Paper, draft, None, file)
    prev = ""
    for event in stamp.events:
        digests = _payloads(batch, case, event, salts) if event.personal else {}
        actor = office.staff.get((firm.division if event.seq == 1 else division, event.role), office.members[firm.pk])
        data, stored = event.hashed.filled(hashed | digests), event.kept.filled(kept | digests)
        key = "null" if event.key is None else f'"{event.key}"'
        content = (
            f'["{number}",{event.seq},"{event.kind}",{data},{actor},"{event.role}",'
            f'"{event.hashed_at}","{event.hashed_at}",{key},"{prev}"]'
        )
        digest = hashlib.sha256(content.encode()).hexdigest()
        batch.add(
            CaseEvent, case, event.seq, event.kind, stored, actor, event.role, event.at, event.at, event.key, prev,
            digest,
        )  # fmt: skip
        prev = digest
        for file in event.files:
            batch.add(Paper, None, case, file)


def _payloads(batch: Batch, case: int, event: Impression, salts: Iterator[str]) -> dict[str, str]:
    digests = {}
    for one in event.personal:
        salt = next(salts)
        digest = hashlib.sha256(f"{salt}{one.text}".encode()).hexdigest()
        batch.add(CasePayload, case, digest, salt, one.value, None)
        digests[one.place] = f'"{digest}"'
    return digests


def _salts(chance: random.Random) -> Iterator[str]:
    while True:
        yield f"{chance.getrandbits(256):064x}"


_CASE = [name for name in rows.columns_of(Case) if name != "id"]
