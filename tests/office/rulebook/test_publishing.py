from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook import ports
from zhiquan.office.rulebook.fingerprints import fingerprint
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import Standing, active, all_active, get_version, standing, versions
from zhiquan.office.rulebook.services import publish, publish_as
from zhiquan.office.rulebook.sources import REGION_ORIGIN
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


OWN = replace(
    PACKAGE,
    version="2026.5",
    origin=REGION_ORIGIN,
    beside="2026.1",
    law=("licensing.acceptance",),
    files={"region/matters/toy/definition.yaml": "aa", "region/matters/toy/letters/result.yaml": "bb"},
)


@pytest.mark.django_db
def test_a_version_keeps_what_it_was_read_from() -> None:
    version = publish(OWN, by="me", in_force_from=JULY)
    version.refresh_from_db()
    assert (version.origin, version.beside, version.law) == (REGION_ORIGIN, "2026.1", ["licensing.acceptance"])
    assert version.files == OWN.files


@pytest.mark.django_db
def test_the_refusal_of_an_edited_definition_names_the_file() -> None:
    publish(OWN, by="me", in_force_from=JULY)
    files = {**OWN.files, "region/matters/toy/letters/result.yaml": "cc"}
    edited = replace(OWN, letters={"result": {"title": "通告"}}, files=files)
    with pytest.raises(Refusal) as refused:
        publish(edited, by="me", in_force_from=JULY)
    assert "region/matters/toy/letters/result.yaml" in refused.value.text.zh
    assert "definition.yaml" not in refused.value.text.en


@pytest.mark.django_db
def test_of_a_version_without_digests_the_part_that_differs_is_named() -> None:
    first = replace(PACKAGE, resolved={"matter": {"a": 1}, "checks": {"market.fees": "1"}})
    publish(first, by="me", in_force_from=JULY)
    for change, place in (
        ({"resolved": {"matter": {"a": 2}, "checks": {"market.fees": "1"}}}, "definition.yaml"),
        ({"resolved": {"matter": {"a": 1}, "checks": {"market.fees": "2"}}}, "market.fees"),
        ({"letters": {}}, "letters/result.yaml"),
    ):
        with pytest.raises(Refusal) as refused:
            publish(replace(first, **change), by="me", in_force_from=JULY)
        assert place in refused.value.text.en


@pytest.mark.django_db
def test_what_ships_takes_the_place_of_the_regions_own_only_when_told_to() -> None:
    own = publish(OWN, by="me", in_force_from=JULY)
    shipped = replace(PACKAGE, version="2026.9")
    with pytest.raises(Refusal) as refused:
        publish(shipped, by="zhiquan", in_force_from=JULY)
    assert refused.value.code == "rulebook.own-stands"
    assert active("toy", JULY) == own
    taken = publish(shipped, by="me", in_force_from=JULY, replace_own=True)
    assert active("toy", JULY) == taken


@pytest.mark.django_db
def test_a_version_of_the_regions_own_is_not_taken_by_another_content_that_ships() -> None:
    publish(OWN, by="me", in_force_from=JULY)
    with pytest.raises(Refusal) as refused:
        publish(replace(PACKAGE, version="2026.5", letters={}), by="zhiquan", in_force_from=JULY)
    assert refused.value.code == "rulebook.taken"


@pytest.mark.django_db
def test_only_a_system_administrator_publishes_and_never_into_the_past() -> None:
    administrator = Actor(1, "管理员", frozenset({Role.ADMINISTRATOR}))
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(Refusal) as refused:
            publish_as(Actor(2, "别人", frozenset({role})), PACKAGE, in_force_from=JULY, today=JULY)
        assert refused.value.code == "rulebook.administrator"
    with pytest.raises(Refusal) as refused:
        publish_as(administrator, PACKAGE, in_force_from=JULY, today=date(2026, 7, 2))
    assert refused.value.code == "rulebook.past"
    assert publish_as(administrator, PACKAGE, in_force_from=JULY, today=JULY).published_by == "管理员"


@pytest.mark.django_db
def test_the_standing_of_the_files_is_told() -> None:
    newer = replace(PACKAGE, version="2026.2")
    assert standing(PACKAGE, JULY) is Standing.UNPUBLISHED
    publish(PACKAGE, by="me", in_force_from=JULY)
    assert standing(PACKAGE, JULY) is Standing.IN_FORCE
    assert standing(newer, JULY) is Standing.OFFERED
    assert standing(replace(PACKAGE, letters={}), JULY) is Standing.EDITED
    publish(newer, by="me", in_force_from=date(2026, 9, 1))
    assert standing(newer, JULY) is Standing.TO_COME
    assert standing(PACKAGE, date(2026, 9, 1)) is Standing.SUPERSEDED
    assert [row.version for row in versions("toy")] == ["2026.2", "2026.1"]
    assert get_version("toy", "2026.1").in_force_from == JULY
    with pytest.raises(NotFound):
        get_version("toy", "2030.1")
