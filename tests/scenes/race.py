"""Buyers who want the same patent, ticks that remind of the same fee, scores and results of an appraisal, at once.

``python -m tests.scenes.race deals|reminders|scores|results [unguarded]``; each on a database of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.hall.cases.race import together

TAKERS = 4


def main(what: str, *, unguarded: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from _pytest.monkeypatch import MonkeyPatch

    patch = MonkeyPatch()
    try:
        races = {"deals": _deals, "reminders": _reminders, "scores": _scores, "results": _results}
        return races[what](patch, unguarded=unguarded)
    finally:
        patch.undo()


def _deals(patch: Any, *, unguarded: bool) -> dict[str, Any]:
    """Every buyer's deal over one listing is confirmed at the same moment."""
    from tests.scenes.market.trading import Market

    from zhiquan.office.access.models import Organisation
    from zhiquan.scenes.market import dealing
    from zhiquan.scenes.market.models import Deal, Listing

    market = Market(patch)
    listing, told = market.offer(), []
    for n in range(TAKERS):
        firm = Organisation.objects.create(name=f"买方{n}公司", uscc=f"9199010{n}MA000000{n}X", division="990101")
        market.world.member(f"buyer{n}", firm)
        told.append(market.said(f"buyer{n}", firm, market.agreed(f"buyer{n}", firm, listing)))
    holder = market.actor("applicant")
    if unguarded:
        _without_the_guards_of_deals(patch)

    def confirm(deal: Deal) -> str:
        return str(dealing.confirm(holder, deal, agree=True).state)

    done = together([lambda one=one: confirm(one) for one in told])  # type: ignore[misc]
    return {"told": done, "done": Deal.objects.filter(state="done").count(), "listing": Listing.objects.get().state}


def _without_the_guards_of_deals(patch: Any) -> None:
    """The listing is looked at before the transaction, by everybody, and the database keeps nothing out."""
    from django.db import connection

    from zhiquan.scenes.market import dealing
    from zhiquan.scenes.market.models import Deal, Listing

    meet, seen, allowed = threading.Barrier(TAKERS), threading.local(), dealing.authority

    def look(*given: Any) -> Any:
        seen.open = Listing.objects.get().state == "open"
        meet.wait(timeout=30)
        return allowed(*given)

    patch.setattr(dealing, "authority", look)
    patch.setattr(dealing, "close", lambda *_: seen.open)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Deal, next(c for c in Deal._meta.constraints if c.name == "market_one_deal_of_a_kind"))


def _reminders(patch: Any, *, unguarded: bool) -> dict[str, Any]:
    """Several ticks look through the same organisation."""
    from tests.hall.cases.world import build
    from tests.scenes.market.test_checks import Corpus, number, record

    from zhiquan.hall.notices.models import Happening
    from zhiquan.scenes.management import reminders
    from zhiquan.scenes.management.models import Looked, Reminded

    world = build(patch)
    key = number("201410000001")
    corpus = Corpus(replace(record(key, "invention", date(2014, 9, 10), world.firm.name), grant_date=date(2017, 3, 1)))
    corpus.named = lambda who: list(corpus.records.values())  # type: ignore[attr-defined]
    patch.setattr("zhiquan.scenes.shared.corpus.open_corpus", lambda: corpus)
    Looked.objects.create(organisation=world.firm, on=date(2026, 7, 5))
    if unguarded:
        _without_the_guards_of_reminders(patch)
    done = together([lambda: str(reminders.remind_one(world.firm.pk, date(2026, 7, 6)))] * TAKERS)
    return {"told": done, "reminded": Reminded.objects.count(), "happened": Happening.objects.count()}


def _without_the_guards_of_reminders(patch: Any) -> None:
    """No day is claimed, no transaction holds the others off, and the database keeps nothing out."""
    from django.db import connection

    from zhiquan.scenes.management import reminders
    from zhiquan.scenes.management.models import Reminded

    meet, known = threading.Barrier(TAKERS), reminders._untold

    def look(*given: Any) -> Any:
        found = known(*given)
        meet.wait(timeout=30)
        return found

    patch.setattr(reminders, "_claim", lambda *_: True)
    patch.setattr(reminders, "_untold", look)
    patch.setattr(reminders, "transaction", SimpleNamespace(atomic=nullcontext))
    (once,) = Reminded._meta.constraints
    Reminded._meta.constraints = []  # SQLite makes the table anew, from what the model says
    with connection.schema_editor() as editor:
        editor.remove_constraint(Reminded, once)


def _appraisal(patch: Any) -> dict[str, Any]:
    """Publish the shipped appraisal and sign its figures; return the city's staff."""
    from tests.scenes.reporting.test_appraisals import staff

    return staff(Path(tempfile.mkdtemp()), patch)


def _scores(patch: Any, *, unguarded: bool) -> dict[str, Any]:
    """The same item of the same sheet is claimed by everybody who has the form open."""
    from django.db import connection
    from tests.scenes.reporting.test_appraisals import claim

    from zhiquan.scenes.reporting.models import ItemScore

    people = _appraisal(patch)
    if unguarded:
        meet = threading.Barrier(TAKERS)
        _unlocked(patch, lambda *_: meet.wait(timeout=30))
        once = next(one for one in ItemScore._meta.constraints if one.name == "score_first_once")
        ItemScore._meta.constraints = [one for one in ItemScore._meta.constraints if one is not once]
        with connection.schema_editor() as editor:
            editor.remove_constraint(ItemScore, once)
    done = together([lambda n=n: str(claim(people, "donghu", "firms", str(n)).step) for n in range(TAKERS)])  # type: ignore[misc]
    return {"told": done, "held": ItemScore.objects.count()}


def _results(patch: Any, *, unguarded: bool) -> dict[str, Any]:
    """The result is published by several while a reviewer changes the points of an item."""
    from tests.scenes.reporting.test_appraisals import AT, CODE, all_scored, review

    from zhiquan.scenes.reporting.appraisals import services
    from zhiquan.scenes.reporting.models import AppraisalResult, ItemScore

    people = _appraisal(patch)
    all_scored(people)
    held = ItemScore.objects.get(appraised="donghu", item="firms", step="review")
    publishers = 1 if unguarded else TAKERS - 1
    if unguarded:
        _publishing_before_the_score_is_saved(patch)
    jobs = [lambda: str(services.publish(people["qianfa"], CODE, at=AT).code)] * publishers
    done = together([*jobs, lambda: str(review(people, "donghu", "firms", "3", "复核", after=held.pk).step)])
    force = ItemScore.objects.get(appraised="donghu", item="firms", step="review", superseded_by=None)
    (result,) = AppraisalResult.objects.all()
    sheet = next(one for one in result.content["sheets"] if one["who"] == "donghu")
    item = next(one for one in sheet["items"] if one["item"] == "firms")
    return {"told": done, "published": Decimal(item["points"]) == force.points}


def _unlocked(patch: Any, instead: Any) -> None:
    """Nothing holds the others off; they meet where they would have waited for the lock."""
    from zhiquan.scenes.reporting.appraisals import services

    patch.setattr(services, "_lock", instead)
    patch.setattr(services, "transaction", SimpleNamespace(atomic=nullcontext))


def _publishing_before_the_score_is_saved(patch: Any) -> None:
    """The result is made of the old points, then the new ones are saved, then the result is."""
    from zhiquan.scenes.reporting.appraisals import services

    made, saved, content, attach = threading.Event(), threading.Event(), services.content_of, services.attach
    reviewing = threading.local()

    def lock(*_: Any) -> None:
        if getattr(reviewing, "now", False):
            made.wait(timeout=30)

    def of(*given: Any) -> Any:
        found = content(*given)
        made.set()
        saved.wait(timeout=30)
        return found

    def keep(*given: Any) -> None:
        attach(*given)
        saved.set()

    placed = services._place

    def place(actor: Any, *given: Any) -> Any:
        reviewing.now = True
        return placed(actor, *given)

    _unlocked(patch, lock)
    patch.setattr(services, "_place", place)
    patch.setattr(services, "content_of", of)
    patch.setattr(services, "attach", keep)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main(sys.argv[1], unguarded="unguarded" in sys.argv)))
