from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhiquan.office.rulebook import ports
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import active, all_active
from zhiquan.office.rulebook.services import fingerprint, publish
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text

JULY = date(2026, 7, 1)
PACKAGE = Package("matter", "toy", "2026.1", {"matter": {"a": 1, "b": [1, 2]}}, {"result": {"title": "通知"}})


@pytest.fixture(autouse=True)
def prover(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """A rulebook whose prover finds exactly the faults a test puts into the list."""
    faults: list[Text] = []
    provers: Registry[ports.Prover] = Registry("provers of a test")
    provers.register("matter", lambda package, on: tuple(faults))
    monkeypatch.setattr("zhiquan.office.rulebook.services.provers", provers)
    return faults


@pytest.mark.django_db
def test_a_definition_with_faults_is_not_published(prover: list[Text]) -> None:
    prover.append(Text("states.x：到不了", "states.x: unreachable"))
    with pytest.raises(Refusal) as refused:
        publish(PACKAGE, by="me", in_force_from=JULY)
    assert refused.value.code == "rulebook.faults"
    assert "states.x" in refused.value.text.en
    assert not DefinitionVersion.objects.exists()


@pytest.mark.django_db
def test_publishing_the_same_again_changes_nothing_and_another_content_is_refused() -> None:
    first = publish(PACKAGE, by="me", in_force_from=JULY)
    assert publish(PACKAGE, by="you", in_force_from=JULY) == first
    other = replace(PACKAGE, letters={"result": {"title": "通告"}})
    with pytest.raises(Refusal) as refused:
        publish(other, by="me", in_force_from=JULY)
    assert refused.value.code == "rulebook.other-content"
    assert DefinitionVersion.objects.get().published_by == "me"


@pytest.mark.django_db
def test_a_published_definition_can_be_neither_changed_nor_removed() -> None:
    version = publish(PACKAGE, by="me", in_force_from=JULY)
    version.resolved = {}
    for attempt in (
        version.save,
        version.delete,
        DefinitionVersion.objects.all().delete,
        lambda: DefinitionVersion.objects.update(version="2026.2"),
        lambda: DefinitionVersion.objects.bulk_update([version], ["resolved"]),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "rulebook.immutable"
    assert DefinitionVersion.objects.get().resolved == PACKAGE.resolved


@pytest.mark.django_db
def test_the_version_in_force_is_the_one_of_the_date() -> None:
    old = publish(PACKAGE, by="me", in_force_from=JULY)
    new = publish(replace(PACKAGE, version="2026.2"), by="me", in_force_from=date(2026, 9, 1))
    assert active("toy", date(2026, 8, 31)) == old
    assert active("toy", date(2026, 9, 1)) == new
    assert all_active(date(2026, 12, 1)) == [new]
    with pytest.raises(NotFound):
        active("toy", date(2026, 6, 30))
    with pytest.raises(NotFound):
        active("other", JULY)


def test_the_fingerprint_sees_every_value_and_no_order() -> None:
    same = replace(PACKAGE, resolved={"matter": {"b": [1, 2], "a": 1}})
    assert fingerprint(same) == fingerprint(PACKAGE)
    for other in (
        replace(PACKAGE, resolved={"matter": {"a": 1, "b": [2, 1]}}),
        replace(PACKAGE, version="2026.2"),
        replace(PACKAGE, letters={}),
    ):
        assert fingerprint(other) != fingerprint(PACKAGE)
