"""A holder, two buyers and an office; a corpus of a few patents; what is listed, agreed, told and filed in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.hall.cases.world import PDF, World, build
from tests.scenes.market.test_checks import Corpus, record

from zhiquan.hall.cases import shelf
from zhiquan.hall.files.services import stage
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish
from zhiquan.records.corpus.model import Party
from zhiquan.scenes.market import dealing, listing
from zhiquan.scenes.market.models import Deal, Interest, Listing

RIGHT, FOREIGN = "CN202310000001.5", "CN202320000002.5"
OFFER = {"right": RIGHT, "kind": "sale", "price": "sum", "amount": "800,000", "valid_until": "2026-12-31"}
DEMAND = {"kinds": ["sale"], "title": "求购电池隔膜专利", "text": "用于储能电池", "valid_until": "2026-12-31"}
TERMS = {"amount": "760,000", "signed_on": "2026-07-06", "effective_on": "2026-07-06"}


_FILINGS: list[DefinitionVersion] = []


class Market:
    """The small world with somebody who holds a patent, and two firms that want it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world: World = build(monkeypatch)
        self.holder = self.world.firm
        self.buyer = Organisation.objects.get(uscc="91990101MA00000022")
        self.other = Organisation.objects.create(
            name="南川示例材料有限公司", uscc="91990103MA0000003W", division="990103"
        )
        self.world.member("third", self.other)
        held = record(RIGHT, "invention", date(2023, 1, 4), self.holder.name)
        self.corpus = Corpus(held, record(FOREIGN, "utility_model", date(2023, 1, 4), "甲公司"))
        monkeypatch.setattr("zhiquan.scenes.shared.corpus.open_corpus", lambda: self.corpus)
        self.told: dict[str, list[Any]] = {}
        monkeypatch.setattr("zhiquan.scenes.market.findings.events_of", self.events)
        monkeypatch.setattr("zhiquan.scenes.market.checks.events_of", self.events)

    def open_filings(self) -> None:
        """Publish the two matters that record deals: proved once in each process, then the same rows are laid anew."""
        if not _FILINGS:
            packages = map(shelf.package, ("transfer-filing", "licence-filing"))
            _FILINGS.extend(publish(one, by="test", in_force_from=date(2026, 1, 1)) for one in packages)
            return
        for version in _FILINGS:
            version.pk = None
        DefinitionVersion.objects.bulk_create(_FILINGS)

    def events(self, rights: Any) -> dict[str, list[Any]]:
        return {right: self.told[right] for right in rights if right in self.told}

    def actor(self, name: str) -> Actor:
        return self.world.actor(name)

    def offer(self, **changes: Any) -> Listing:
        return listing.list_right(self.actor("applicant"), self.holder.pk, {**OFFER, **changes})

    def agreed(self, who: str, organisation: Organisation, on: Listing) -> Interest:
        interest = dealing.ask(self.actor(who), on, organisation.pk, {"message": "想了解", "contact": f"{who} 139"})
        return dealing.answer(self.actor("applicant"), interest, {"contact": "holder 138"}, agree=True)

    def contract(self, who: str) -> int:
        return stage(self.actor(who), "contract.pdf", PDF).pk

    def said(self, who: str, organisation: Organisation, interest: Interest, **changes: Any) -> Deal:
        terms = {**TERMS, **changes}
        return dealing.tell_deal(self.actor(who), interest, organisation.pk, terms, self.contract(who))

    def done(self, **changes: Any) -> Deal:
        deal = self.said("rival", self.buyer, self.agreed("rival", self.buyer, self.offer(**changes)))
        return dealing.confirm(self.actor("applicant"), deal, agree=True)


def owned_by(name: str) -> tuple[Party, ...]:
    """Parties of whom one is the owner that a source names."""
    return (Party(role="applicant", name="甲公司"), Party(role="owner", name=name))
