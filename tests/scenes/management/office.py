"""An office that handles the matters of the management scene over the services, and firms that apply."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.hall.cases.world import PDF, World, build

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import letter_source
from zhiquan.hall.files.services import store
from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.rendering import parse_template
from zhiquan.office.access.models import Organisation
from zhiquan.office.registers.services import enter
from zhiquan.office.rulebook.services import publish

SINCE = date(2026, 1, 1)
BASIS = "示例依据-1"


class Office:
    """The small office of the cases' tests with one more matter published and several firms."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, matter: str) -> None:
        self.world: World = build(monkeypatch)
        self.matter = matter
        self.firms = {"applicant": self.world.firm}
        publish(shelf.package(matter), by="test", in_force_from=SINCE)

    def firm(self, who: str, name: str, uscc: str) -> Organisation:
        """Make another firm and somebody who acts for it."""
        found = Organisation.objects.create(name=name, uscc=uscc, division="990101")
        self.world.member(who, found)
        self.firms[who] = found
        return found

    def list_entry(self, register: str, number: str, uscc: str = "X", **data: Any) -> None:
        """Enter something into a register, as of the beginning of the year."""
        enter(register, number, "990101", (), {"uscc": uscc, **data}, SINCE, None, BASIS)

    def apply(self, who: str, form: dict[str, Any], papers: tuple[str, ...]) -> Case:
        """Write an application, attach the papers and submit it."""
        actor = self.world.actor(who)
        draft = services.start_draft(actor, self.matter, self.firms[who].pk)
        services.save_draft(actor, draft.pk, form)
        for paper in papers:
            services.attach(actor, draft.pk, paper, store(actor, f"{paper}.pdf", PDF).pk)
        return services.submit(actor, draft.pk, f"submit-{draft.pk}")

    def act(self, case: Case, name: str, action: str, **data: Any) -> Case:
        """Take a step as somebody."""
        return self.world.act(case, name, action, data)

    def letter(self, case: Case, key: str) -> Letter:
        """Draft, review and sign a letter, by three people."""
        case.refresh_from_db()
        source = letter_source(case, key)
        parts = parse_template(source.template)
        drafted = letters.draft(self.world.actor("examiner"), case, key, parts, source.values)
        reviewed = letters.review(self.world.actor("reviewer"), drafted)
        return letters.sign(self.world.actor("head"), reviewed)


def text_of(letter: Letter) -> str:
    """Return what a letter says."""
    return "\n".join(str(part) for part in letter.as_content().body)
