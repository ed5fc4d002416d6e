"""Uploads are scanned before anybody can use them, and nothing passes because the scanner was away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.hall.files.daemon import MARK, Daemon, clamd

from zhiquan.hall.files import disk
from zhiquan.hall.files.clamd import Clamd
from zhiquan.hall.files.models import Scan, StoredFile
from zhiquan.hall.files.selectors import open_file
from zhiquan.hall.files.services import attach, stage, store
from zhiquan.hall.files.sweeping import rescan
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal

PDF = b"%PDF-1.7\nscanned"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    with clamd() as running:
        yield running


@pytest.fixture
def scanner(daemon: Daemon, settings: Any) -> Daemon:
    settings.SCANNER, settings.SCANNER_SECONDS = daemon.url, 5.0
    daemon.most, daemon.mood = 64 << 20, "well"
    daemon.received.clear()
    return daemon


@pytest.fixture
def away(settings: Any) -> str:
    """A scanner that is set and does not listen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SCANNER = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    return str(settings.SCANNER)


@pytest.fixture
def uploader(db: None) -> Actor:
    return Actor(User.objects.create(username="zhang").pk, "张")


def where(digest: str) -> list[str]:
    """In which of the two folders the bytes lie."""
    return [name for name in ("files", "quarantine") if disk.path_of(getattr(settings.DATA, name), digest).exists()]


def test_a_clean_upload_can_be_used_at_once(scanner: Daemon, uploader: Actor) -> None:
    content = PDF + bytes(200_000)  # several blocks
    file = stage(uploader, "a.pdf", content)
    assert (file.scan, where(file.digest)) == (Scan.CLEAN, ["files"])
    assert scanner.received == [content]
    assert open_file(file).read() == content


def test_an_infected_upload_is_refused_with_what_was_found_and_kept_apart(scanner: Daemon, uploader: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        stage(uploader, "合同.pdf", PDF + MARK)
    assert refused.value.code == "files.infected"
    assert "合同.pdf" in refused.value.text.zh
    assert "Zhiquan.Test.Mark" in refused.value.text.en
    file = StoredFile.objects.get()
    assert where(file.digest) == ["quarantine"]
    for use in (lambda: open_file(file), lambda: attach({file.pk}), lambda: attach({file.pk}, waiting=True)):
        with pytest.raises(Refusal, match="隔离"):
            use()


def test_while_the_scanner_is_away_an_upload_waits_in_quarantine_until_it_was_scanned(
    away: str, uploader: Actor, daemon: Daemon, settings: Any
) -> None:
    good, bad = stage(uploader, "a.pdf", PDF + b"1"), stage(uploader, "b.pdf", PDF + MARK)
    assert [file.scan for file in (good, bad)] == [Scan.WAITING] * 2
    assert where(good.digest) == ["quarantine"]
    for use in (lambda: open_file(good), lambda: attach({good.pk})):
        with pytest.raises(Refusal) as refused:
            use()
        assert refused.value.code == "files.waiting"
    attach({good.pk}, waiting=True)  # a draft may hold it: it cannot be handed in
    assert rescan() == 0
    settings.SCANNER = daemon.url
    assert rescan() == 1
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.scan, bad.scan, bad.found) == (Scan.CLEAN, Scan.INFECTED, "Zhiquan.Test.Mark")
    assert open_file(good).read() == PDF + b"1"
    assert where(bad.digest) == ["quarantine"]


@pytest.mark.parametrize("mood", ["mute", "odd", "small"])
def test_whatever_is_no_plain_answer_lets_nothing_pass(scanner: Daemon, uploader: Actor, mood: str) -> None:
    scanner.mood, scanner.most = mood, 10 if mood == "small" else scanner.most
    file = stage(uploader, "a.pdf", PDF + mood.encode())
    assert (file.scan, where(file.digest)) == (Scan.WAITING, ["quarantine"])


def test_a_file_the_scanner_says_nothing_about_does_not_keep_the_others_waiting(
    away: str, daemon: Daemon, uploader: Actor, settings: Any
) -> None:
    large, small = stage(uploader, "a.pdf", PDF + bytes(5000)), stage(uploader, "b.pdf", PDF + b"4")
    settings.SCANNER = daemon.url
    daemon.mood, daemon.most = "well", 1000
    assert rescan() == 1
    large.refresh_from_db()
    small.refresh_from_db()
    assert (large.scan, small.scan) == (Scan.WAITING, Scan.CLEAN)
    daemon.most = 64 << 20
    assert rescan() == 1


def test_without_a_scanner_uploads_pass_unless_one_is_required(uploader: Actor, settings: Any) -> None:
    assert stage(uploader, "a.pdf", PDF + b"2").scan == Scan.NONE
    settings.SCAN_REQUIRED = True
    assert stage(uploader, "b.pdf", PDF + b"3").scan == Scan.WAITING
    assert rescan() == 0


def test_what_the_office_makes_itself_is_not_scanned(away: str, uploader: Actor) -> None:
    assert store(uploader, "letter.pdf", PDF).scan == Scan.OWN


def test_the_daemon_is_reached_by_a_socket_too(tmp_path: Path) -> None:
    with clamd(tmp_path / "clamd.sock") as running:
        asked = Clamd.at(running.url, 5)
        assert asked.find(PDF) == ""
        assert asked.find(MARK) == "Zhiquan.Test.Mark"


@pytest.mark.parametrize("url", ["", "http://host:1", "tcp://host", "tcp://host:port", "unix:", "/run/clamd"])
def test_an_address_that_says_nothing_is_refused(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        Clamd.at(url, 1)
    assert refused.value.code == "files.scanner-address"
