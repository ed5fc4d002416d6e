"""Both sides through agents: the respondent's defends and does not consent, the requester's does not withdraw."""

from __future__ import annotations

from datetime import date

import pytest
from tests.scenes.protection.office import FIRST, SECOND, Bench
from tests.scenes.protection.test_mediation import asked

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view, get_case_for
from zhiquan.hall.cases.views import CaseView
from zhiquan.office.access.models import Delegation, Organisation
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now


@pytest.fixture
def served(bench: Bench) -> Case:
    """A mediation served on both respondents; an agency acts for the one that is known here."""
    case = asked(bench)
    agency = Organisation.objects.create(name="示例代理所", uscc="91990100MA00000099", division="990100")
    bench.member("agent", agency)
    Delegation.objects.create(
        principal=Organisation.objects.get(uscc="91990101MA00000022"),
        agent=agency,
        matters=["mediation"],
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 4, 30),
        given_by=bench.users["respondent"],
        given_at=now(),
    )
    return case


def labels(view: CaseView) -> set[str]:
    return {answer.label.zh for group in view.form for answer in group.answers}


def test_the_respondents_agent_sees_the_case_as_that_party_and_no_personal_answer(bench: Bench, served: Case) -> None:
    view = case_view(bench.actor("agent"), served.number)
    shown = {name: labels(case_view(bench.actor(name), served.number)) for name in ("agent", "respondent", "requester")}
    assert shown["agent"] == shown["respondent"] < shown["requester"], "what is personal is the requester's own"
    offers = {offer.key: offer for offer in view.offers}
    assert "本人" in offers["consent"].why_not.zh  # type: ignore[union-attr]
    with pytest.raises(Refusal) as refused:
        bench.act(served, "agent", "consent", statement="同意。", files=["opinion"])
    assert refused.value.code == "cases.principal-only"
    bench.act(served, "respondent", "consent", statement="同意。", files=["opinion"])
    assert "agent" not in served.events.order_by("seq").last().data  # type: ignore[union-attr]


def test_after_its_period_the_respondents_agent_reads_when_it_ended(bench: Bench, served: Case) -> None:
    bench.on(5, 6)
    with pytest.raises(Refusal) as refused:
        get_case_for(bench.actor("agent"), served.number)
    assert refused.value.code == "access.delegation-expired"
    assert "2026-04-30" in refused.value.text.zh
    assert get_case_for(bench.actor("respondent"), served.number) == served
    assert {FIRST, SECOND} == {row.party for row in served.participants.all()}
