"""Gauges: how things stand at the moment they are asked for, read from where they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count

from zhiquan import __version__
from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.models import Scan, StoredFile
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.portal.operations import marks
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import status
from zhiquan.rules.refusal import NotFound
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now, today


@dataclass(frozen=True, slots=True)
class Sample:
    """One value with its labels."""

    value: float
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A measure by name, what it says, and its values."""

    name: str
    about: str
    samples: tuple[Sample, ...]


def gauges() -> Iterator[Gauge]:
    """Yield the gauges of this moment."""
    data: DataFolder = settings.DATA
    yield Gauge("zhiquan_info", "The program that runs.", (Sample(1, {"version": __version__}),))
    opened = Case.objects.filter(closed=False)
    states = opened.values_list("clock_state").annotate(n=Count("pk")).order_by("clock_state")
    yield Gauge("zhiquan_cases_open", "Open cases by the state of their clock.",
                tuple(Sample(n, {"clock": state or "none"}) for state, n in states))  # fmt: skip
    late = opened.filter(due_on__lt=today()).count()
    yield Gauge("zhiquan_cases_overdue", "Open cases past their last day.", (Sample(late),))
    counted = dict(Parcel.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
    yield Gauge("zhiquan_outbox_parcels", "Parcels in the outbox by state.",
                tuple(Sample(counted.get(state.value, 0), {"state": state.value}) for state in State))  # fmt: skip
    waiting = StoredFile.objects.filter(scan=Scan.WAITING).count()
    yield Gauge("zhiquan_uploads_waiting", "Uploads that wait for their scan.", (Sample(waiting),))
    for name, about in (("tick", "time limits were looked at"), ("backup", "a backup was made")):
        last = marks.last(data, name)
        age = () if last is None else (Sample((now() - last).total_seconds()),)
        yield Gauge(f"zhiquan_{name}_age_seconds", f"Seconds since {about}; absent when never.", age)
    yield from _records(data)


def _records(data: DataFolder) -> Iterator[Gauge]:
    version = Lake(data.lake).version()
    yield Gauge("zhiquan_lake_version", "The newest version of the lake.", (Sample(version or 0),))
    try:
        shown: tuple[Sample, ...] = (Sample(status(data.lake, data.index).lake_version),)
    except NotFound:
        shown = ()
    yield Gauge(
        "zhiquan_index_lake_version", "The version of the lake that searches find; absent without index.", shown
    )
