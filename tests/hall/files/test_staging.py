"""Uploads are staged first; what nothing takes up goes, what belongs to something stays."""

from __future__ import annotations

import os
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Model, ProtectedError
from tests.hall.cases.world import PAPERS, World, build

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case, Draft, Paper
from zhiquan.hall.files import disk, sweeping
from zhiquan.hall.files import services as files
from zhiquan.hall.files.models import Scan, StoredFile
from zhiquan.hall.files.services import attach, stage
from zhiquan.hall.files.sweeping import remove_unnamed, sweep
from zhiquan.rules.refusal import Refusal

PDF = b"%PDF-1.7\nstaged "


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return build(monkeypatch)


def staged(world: World, content: bytes = PDF) -> StoredFile:
    return stage(world.actor("applicant"), "paper.pdf", content)


def later(world: World, hours: int = 49) -> None:
    world.clock.at += timedelta(hours=hours)


def old(file: StoredFile) -> None:
    """Let the bytes on disk be as old as the clock of the test says."""
    os.utime(disk.path_of(settings.DATA.files, file.digest), (0, 0))


def lies(file: StoredFile) -> bool:
    return disk.path_of(settings.DATA.files, file.digest).exists()


def test_a_staged_file_goes_when_nothing_took_it_up_in_time(world: World) -> None:
    file, digest = staged(world, PDF + b"goes"), None
    later(world, 47)
    assert sweep() == 0
    later(world, 2)
    old(file)
    assert sweep() == 1
    digest = int(file.digest[:2], 16)
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    remove_unnamed(digest)
    assert not lies(file)


def test_a_file_that_an_act_takes_up_while_the_sweep_is_at_it_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = staged(world)
    later(world)
    real = sweeping.transaction.atomic

    def just_before() -> Any:
        attach({file.pk})
        return real()

    monkeypatch.setattr(sweeping, "transaction", SimpleNamespace(atomic=just_before))
    assert sweep() == 0
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_a_file_that_something_points_to_without_having_attached_it_is_left_and_told(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file, other = staged(world), staged(world, PDF + b"2")
    later(world)

    def protected(self: StoredFile) -> Any:
        if self.pk == file.pk:
            raise ProtectedError("in use", set())
        return Model.delete(self)

    monkeypatch.setattr(StoredFile, "delete", protected)
    assert sweep() == 1
    assert not StoredFile.objects.filter(pk=other.pk).exists()
    assert f"file {file.pk} is in use" in caplog.text


def test_the_bytes_stay_while_another_file_has_them_or_they_are_young(world: World) -> None:
    one, two = staged(world, PDF + b"shared"), staged(world, PDF + b"shared")
    attach({two.pk})
    later(world)
    old(one)
    assert (sweep(), remove_unnamed(int(one.digest[:2], 16)), lies(two)) == (1, 0, True)
    StoredFile.objects.all().delete()
    disk.write(settings.DATA.files, PDF + b"shared")  # the same bytes come in again: their row is about to be written
    world.clock.turn(6)
    assert (remove_unnamed(int(one.digest[:2], 16)), lies(two)) == (0, True)


def test_a_draft_takes_its_papers_up_and_lets_go_what_it_no_longer_has(world: World) -> None:
    draft, actor = world.draft(papers=()), world.actor("applicant")
    first, second = staged(world, PDF + b"1"), staged(world, PDF + b"2")
    services.attach(actor, draft, "contract", first.pk)
    services.attach(actor, draft, "contract", second.pk)  # one contract only: the first is replaced
    later(world)
    assert sweep() == 1
    assert list(StoredFile.objects.filter(scan=Scan.NONE)) == [second]
    services.detach(actor, draft, "contract", second.pk)
    assert sweep() == 1


def test_a_submitted_paper_stays_for_good(world: World) -> None:
    actor, draft = world.actor("applicant"), world.draft(papers=())
    for key in PAPERS:
        services.attach(actor, draft, key, staged(world, PDF + key.encode()).pk)
    case = services.submit(actor, draft, "submit")
    later(world, 24 * 400)
    assert sweep() == 0
    assert StoredFile.objects.filter(pk__in=Paper.objects.filter(case=case).values("file")).count() == len(PAPERS)


def test_an_act_that_is_refused_takes_no_file_up(world: World) -> None:
    case = world.case()
    world.act(case, "window", "supplement", {"items": "合同"})
    paper = staged(world, PDF + b"refused")
    with pytest.raises(Refusal):
        world.act(case, "applicant", "answer_supplement", {"note": 1}, version=1,
                  materials=[{"material": "contract", "file": paper.pk}])  # fmt: skip
    paper.refresh_from_db()
    assert paper.attached_at is None
    world.act(case, "applicant", "answer_supplement", {"note": "已补"},
              materials=[{"material": "contract", "file": paper.pk}])  # fmt: skip
    paper.refresh_from_db()
    assert paper.attached_at is not None


def test_an_application_with_a_paper_that_waits_for_its_scan_is_not_handed_in(world: World) -> None:
    actor, draft = world.actor("applicant"), world.draft()
    paper = staged(world, PDF + b"waits")
    StoredFile.objects.filter(pk=paper.pk).update(scan=Scan.WAITING)
    services.attach(actor, draft, "contract", paper.pk)
    with pytest.raises(Refusal) as refused:
        services.submit(actor, draft, "submit")
    assert refused.value.code == "files.waiting"
    assert (Case.objects.count(), Draft.objects.count()) == (0, 1)
    StoredFile.objects.filter(pk=paper.pk).update(scan=Scan.CLEAN)
    assert services.submit(actor, draft, "submit").number


def test_a_file_that_was_swept_meanwhile_is_named_not_recorded(world: World) -> None:
    file = staged(world)
    file_id = file.pk
    file.delete()
    with pytest.raises(Refusal) as refused:
        attach({file_id})
    assert refused.value.code == "files.gone"


def test_nobody_fills_the_disk_with_files_that_belong_to_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "STAGED_FILES", 2)
    first = staged(world, PDF + b"1")
    staged(world, PDF + b"2")
    with pytest.raises(Refusal) as refused:
        staged(world, PDF + b"3")
    assert refused.value.code == "files.too-many"
    attach({first.pk})
    monkeypatch.setattr(files, "STAGED_BYTES", 2 * len(PDF))
    with pytest.raises(Refusal):
        staged(world, PDF + b"3")
