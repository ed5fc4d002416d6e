"""What the benchmark's load set is made of is what the services make, row for row, hashes and salts included."""

from __future__ import annotations

import itertools
from datetime import datetime, time
from typing import Any

import pytest
from benchmarks.hall import office as offices
from django.db import transaction
from tests.hall.cases.world import Clock

from zhiquan.hall.cases import drafting, journal, numbers, payloads, rebuilding, services, stepping
from zhiquan.hall.cases.bulk import stamps, writer
from zhiquan.hall.cases.bulk.stories import HANDLER, Line, Story
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload, CaseTag, Draft, Paper, Participant
from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.ledger.selectors import verify
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.scenario import _result
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import SHANGHAI, today

MATTERS = ("pledge", "adjudication")
UNTIL = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
PEOPLE_THIS_OFFICE_LACKS = {"cases.not-your-role", "cases.level", "cases.not-found", "files.not-found"}
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    clock.at = UNTIL
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    monkeypatch.setattr("zhiquan.hall.cases.shelf.codes", lambda: MATTERS)
    monkeypatch.setattr(offices, "SHIFTS", (offices.SHIFTS[6],))
    monkeypatch.setattr(stepping, "_run_effects", lambda *_: None)  # what lies outside a case is left out
    monkeypatch.setattr(stepping, "spawn", lambda *_: None)
    offices.build(1, 1)
    return clock


def test_a_case_written_in_bulk_is_the_one_that_the_services_make(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices.there()
    compared: set[str] = set()
    for story in _told(office):
        _salts(monkeypatch)
        clock.at = UNTIL
        written = _undone(lambda story=story: _written(office, story))
        _salts(monkeypatch)
        try:
            driven = _undone(lambda story=story: _driven(office, story, clock, monkeypatch))
        except Refusal as refusal:
            if refusal.code in PEOPLE_THIS_OFFICE_LACKS:  # another party acts, or a post of another level is needed
                continue
            raise
        assert written == driven, (story.matter, story.name)
        compared.add(f"{story.matter}/{story.lines[-1].kind}")
    assert {f"{matter}/acted" for matter in MATTERS} <= compared
    assert {"pledge/opened", "pledge/assigned"} <= compared


def test_a_set_written_in_bulk_has_whole_chains_and_says_what_its_events_say(clock: Clock) -> None:
    office = offices.there()
    made = [_stamp(office, story) for story in offices.told(office, moment(), UNTIL.date())]
    mix = writer.mix_of(made, "pledge")
    assert writer.write(office, mix, 150, seed=1, go_on=lambda there: there == 0) == 150
    assert verify().sound
    assert not list(rebuilding.differences())
    assert Case.objects.values("matter").distinct().count() == len(MATTERS)
    assert services.start_draft(actor_for(User.objects.get(username="firm-0-0"), today()), "pledge",
                                office.organisations[0].pk).pk  # fmt: skip


def _told(office: offices.Office) -> list[Story]:
    """The longest form of every story, its opening alone, and it given to somebody."""
    told = offices.told(office, moment(), UNTIL.date())
    first = [story for story in told if len(story.lines) == 1 and story.name == "favourable"]
    given = [story for story in told if story.lines[-1].kind == "assigned" and len(story.lines) == 2]
    given = [one for matter in MATTERS for one in [story for story in given if story.matter == matter][:2]]
    inside = [story for story in told if story.lines[-1].kind != "assigned" and not _goes_outside(story)]
    ends = [story for story in offices.whole(inside) if story.name in {"favourable", "interrupted"}]
    return [*ends, *first, *given]


def _goes_outside(story: Story) -> bool:
    """A pack that is forwarded and a place that is taken lie outside the case; the set has neither."""
    actions = (story.definition.action(line.data["action"]) for line in story.lines if "action" in line.data)
    return any(action.pack or action.quota for action in actions)


def _stamp(office: offices.Office, story: Story) -> stamps.Stamp:
    return stamps.stamp_of(story, office.definitions[story.matter], office.files, moment().calendar)


def _salts(monkeypatch: pytest.MonkeyPatch) -> None:
    salts = itertools.count()
    monkeypatch.setattr(payloads.secrets, "token_hex", lambda _=0: f"{next(salts):064x}")


def _undone(make: Any) -> Rows:
    """Return the rows that something makes, without their ids; it is undone."""
    with transaction.atomic():
        case = make()
        rows = {
            "case": list(Case.objects.filter(pk=case).values()),
            "events": list(CaseEvent.objects.filter(case=case).order_by("seq").values()),
            "payloads": list(CasePayload.objects.filter(case=case).order_by("salt").values()),
            "parties": list(Participant.objects.filter(case=case).order_by("party").values()),
            "tags": list(CaseTag.objects.filter(case=case).order_by("tag").values()),
            "draft": list(Draft.objects.filter(case=case).values()),
            "papers of the case": list(Paper.objects.filter(case=case).order_by("file").values("file")),
            "papers of the draft": list(Paper.objects.filter(draft__case=case).order_by("file").values("file")),
        }
        transaction.set_rollback(True)
    ids = {"id", "case_id", "draft_id"}
    return {table: [{k: v for k, v in row.items() if k not in ids} for row in held] for table, held in rows.items()}


def _written(office: offices.Office, story: Story) -> int:
    batch = writer.Batch(dict.fromkeys(writer.TABLES, 1_000_000))
    salts = (payloads.secrets.token_hex(32) for _ in itertools.count())
    writer.stamp_out(batch, office, _stamp(office, story), office.organisations[0], {}, salts)
    writer.insert(batch, {})
    return batch.ids[Case]


def _driven(office: offices.Office, story: Story, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> int:
    case: Case | None = None
    for seq, line in enumerate(story.lines, 1):
        clock.at = datetime.combine(line.on, time(9), SHANGHAI)
        case = _opened(office, story, line, monkeypatch) if case is None else _stepped(office, case, seq, line)
    assert case is not None
    return case.pk


def _actor(office: offices.Office, role: str) -> Actor:
    firm = office.organisations[0]
    return actor_for(User.objects.get(pk=office.staff.get((firm.division, role), office.members[firm.pk])), today())


def _opened(office: offices.Office, story: Story, line: Line, monkeypatch: pytest.MonkeyPatch) -> Case:
    actor, step = _actor(office, "applicant"), line.step
    monkeypatch.setattr(drafting, "run_checks", lambda matter, *_: [
        _result(use.key, step.checks.get(use.key, CheckOutcome.PASS), step.day) for use in matter.checks
    ])  # fmt: skip
    draft = services.start_draft(actor, story.matter, office.organisations[0].pk)
    services.save_draft(actor, draft.pk, story.typed)
    for key in story.scenario.materials if step.materials is None else step.materials:
        services.attach(actor, draft.pk, key, office.files[key]["file"])
    return services.submit(actor, draft.pk, "1")


def _stepped(office: offices.Office, case: Case, seq: int, line: Line) -> Case:
    actor, step, key = _actor(office, line.role), line.step, str(seq)
    if line.kind == "assigned":
        role = line.data["role"]
        assert line.data["user"] == HANDLER
        return services.assign(actor, case.number, office.staff[case.division, role], role, key=key)
    if line.kind.startswith("letter"):
        journal.record(case, line.kind, line.data, actor=actor, role=line.role)
        case.refresh_from_db()
        return case
    papers = [{"material": key, "file": office.files[key]["file"]} for key in step.materials or ()]
    return services.act(
        actor, case.number, str(step.action), step.data, version=case.version, key=key, materials=papers
    )


def test_numbers_go_on_after_the_set(clock: Clock) -> None:
    office = offices.there()
    mix = writer.mix_of([_stamp(office, s) for s in offices.told(office, moment(), UNTIL.date())], "pledge")
    writer.write(office, mix, 60, seed=2)
    assert numbers.allocate("ZYDJ", UNTIL.date()) not in set(Case.objects.values_list("number", flat=True))
