"""Organisations of a lake, and to whom a party is linked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.records.corpus.laking import mark, put

from zhiquan.records.corpus.entities import Decision, Groups, Linker, Near, Verdict, entries, find, gathered
from zhiquan.records.corpus.model import OrganisationRecord, Party, PartyRole
from zhiquan.records.corpus.store import Lake

CODE, OTHER = "91110000MA0000000K", "91310000MA0000000L"


def organisation(
    name: str, *, code: str = "", source: str = "list", names: tuple[str, ...] = (), name_en: str = ""
) -> OrganisationRecord:
    key = f"org.{code or name}"
    return OrganisationRecord(
        record=key, key=key, source=source, batch="b", vintage=date(2026, 1, 1), raw_hash="0", name=name, names=names,
        name_en=name_en, code=code, division="110000",
    )  # fmt: skip


def owner(name: str, code: str = "", role: PartyRole = PartyRole.OWNER) -> Party:
    return Party(role=role.value, name=name, code=code)


def lake_of(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path / "lake")
    listed = [organisation("示例电池有限公司", code=CODE, names=("示例电源厂",), name_en="Example Co., Ltd.;EXAMPLE")]
    put(lake, "list", organisations=listed)
    marks = [
        mark("1", parties=(owner("示例电池有限公司"), owner("张三", role=PartyRole.AGENT))),
        mark("2", parties=(owner("示例电池有限公司"),)),
        mark("3", parties=(owner("样品公司", OTHER, PartyRole.APPLICANT),)),
    ]
    put(lake, "marks", marks=marks)
    return lake


def test_lists_and_holders_are_entries_and_agents_are_not(tmp_path: Path) -> None:
    found = {one.key: one for one in gathered(entries(lake_of(tmp_path)))}
    assert set(found) == {f"org.{CODE}", "org.示例电池有限公司", f"org.{OTHER}"}
    assert found["org.示例电池有限公司"].count == 2
    assert found[f"org.{CODE}"].names_en == ("Example Co., Ltd.", "EXAMPLE")
    assert found[f"org.{OTHER}"].sources == ("marks",)


def test_entries_of_one_key_are_joined_with_all_their_names(tmp_path: Path) -> None:
    lake = lake_of(tmp_path)
    put(lake, "more", organisations=[organisation("示例电池公司", code=CODE, source="other")])
    joined = next(one for one in gathered(entries(lake)) if one.key == f"org.{CODE}")
    assert set(joined.all_names) >= {"示例电池有限公司", "示例电池公司", "示例电源厂", "EXAMPLE"}
    assert set(joined.sources) == {"list", "other"}


def test_with_a_name_only_what_lies_near_is_gathered(tmp_path: Path) -> None:
    lake = lake_of(tmp_path)
    assert {one.key for one in entries(lake, Near("示例电池股份有限公司"))} == {f"org.{CODE}", "org.示例电池有限公司"}
    assert [one.key for one in entries(lake, Near("别的名称", OTHER))] == [f"org.{OTHER}"]
    assert find("示例电池股份有限公司", entries(lake)) == find(
        "示例电池股份有限公司", entries(lake, Near("示例电池股份有限公司"))
    )


def test_a_party_is_linked_by_code_or_exact_name_and_never_by_likeness(tmp_path: Path) -> None:
    linker = Linker(gathered(entries(lake_of(tmp_path))))
    assert [linker.link(*given) for given in (("任何名称", CODE), ("示例 电池有限公司", ""), ("示例电源厂", ""))] == [
        linked(f"org.{CODE}", "code"),
        linked(f"org.{CODE}", "name"),
        linked(f"org.{CODE}", "name"),
    ]
    assert linker.link("示例电池股份有限公司") == linked("org.示例电池股份有限公司", "own")


def test_a_name_of_two_coded_organisations_is_left_open() -> None:
    linker = Linker(
        gathered(entry for code in (CODE, OTHER) for entry in _entries(organisation("示例电池有限公司", code=code)))
    )
    assert linker.link("示例电池有限公司") == linked("org.示例电池有限公司", "own", (f"org.{CODE}", f"org.{OTHER}"))


def test_decisions_are_followed(tmp_path: Path) -> None:
    made = Decision("org.旧名公司", f"org.{CODE}", Verdict.SAME, "示例人员", "2026-11-22", "更名公告")
    linker = Linker(gathered(entries(lake_of(tmp_path))), Groups([made]))
    assert linker.link("旧名公司") == linked(f"org.{CODE}", "decision")


def test_an_empty_table_has_no_entries(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    put(lake, "marks", marks=[mark()])
    assert list(entries(lake)) == []


def linked(key: str, how: str, candidates: tuple[str, ...] = ()) -> object:
    from zhiquan.records.corpus.entities import Link

    return Link(key, how, candidates)


def _entries(record: OrganisationRecord) -> object:
    from zhiquan.records.corpus.entities.directory import of_lists

    return of_lists([record])
