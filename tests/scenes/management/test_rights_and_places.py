"""Checks of rights, of a centre's fields and of the area of origin."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult, checks
from zhiquan.office.registers.services import enter
from zhiquan.records.corpus.model import PatentRecord, applicants
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.management.fields import field_list

ON = date(2026, 7, 6)
ME = {"name": "东湖示例科技有限公司", "uscc": "91990101MA0000001Y", "division": "990101"}
LABEL = {"zh": "示例名单", "en": "The list"}
INVENTION, MODEL = "CN202310000001.5", "CN202320000002.5"
PASS, FAIL, UNKNOWN = CheckOutcome.PASS, CheckOutcome.FAIL, CheckOutcome.UNKNOWN

pytestmark = pytest.mark.django_db


def ask(name: str, params: dict[str, Any] | None = None, on: date = ON, **form: Any) -> CheckResult:
    found = checks.get(f"management.{name}").run(CheckContext({"rights": [INVENTION], **form}, ME, on, params or {}))
    assert (found.key, bool(found.text.en), bool(found.source.zh)) == (name, True, True)
    return found


def add(register: str, **data: Any) -> None:
    enter(register, "N1", "990101", [INVENTION], data, date(2026, 1, 5), None, "依据-1")


def test_the_applicant_at_filing_hints_and_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    record = PatentRecord(
        record=INVENTION, key=INVENTION, source="s", batch="1", number=INVENTION, standing="valid", kind="invention",
        title="隔膜", parties=applicants("东湖示例科技有限公司"), filing_date=ON, division="990101", vintage=ON,
        raw_hash="",
    )  # fmt: skip

    class Corpus:
        def get(self, key: str) -> PatentRecord | None:
            return record if key == INVENTION else None

    assert "没有记录" in ask("applicant-holds").text.zh
    monkeypatch.setattr("zhiquan.scenes.shared.corpus.open_corpus", Corpus)
    found = ask("applicant-holds")
    assert (found.outcome, "一致" in found.text.zh) == (UNKNOWN, True)
    monkeypatch.setitem(ME, "name", "他人")
    assert "东湖示例科技有限公司" in ask("applicant-holds").text.zh


def test_inventions_need_no_evaluation_report_and_the_others_do() -> None:
    assert ask("evaluation-report").outcome is PASS
    assert ask("evaluation-report", rights=[INVENTION, MODEL]).outcome is UNKNOWN


def test_an_exclusive_licence_bars_an_ordinary_one_does_not() -> None:
    assert ask("no-binding-licence").outcome is UNKNOWN
    assert ask("no-binding-licence", binding_licence="yes").outcome is FAIL
    add("licence", kind="ordinary")
    assert ask("no-binding-licence").outcome is UNKNOWN
    enter("licence", "N2", "990101", [INVENTION], {"kind": "sole"}, ON, None, "依据-2")
    found = ask("no-binding-licence")
    assert (found.outcome, "N2" in found.text.zh) == (FAIL, True)


@pytest.mark.parametrize(
    ("registered", "pledged", "consent", "outcome"),
    [
        (False, "no", "", UNKNOWN),
        (False, "yes", "no", FAIL),
        (False, "yes", "yes", UNKNOWN),
        (True, "no", "", FAIL),
        (True, "no", "yes", FAIL),
        (True, "yes", "no", FAIL),
        (True, "yes", "yes", UNKNOWN),
    ],
)
def test_a_pledged_right_needs_the_pledgees_consent(
    registered: bool, pledged: str, consent: str, outcome: CheckOutcome
) -> None:
    if registered:
        add("pledge")
    assert ask("pledge-consent", pledged=pledged, pledgee_consent=consent).outcome is outcome


def test_a_right_entered_already_is_named() -> None:
    params = {"register": "open-licence", "label": LABEL}
    assert ask("not-entered", params).outcome is PASS
    add("open-licence")
    assert "N1" in ask("not-entered", params).text.zh


def test_advertising_words_are_named() -> None:
    params = {"fields": ["fee"], "words": ["第一", "最佳"]}
    assert ask("plain-wording", params, fee="按件计算").outcome is PASS
    assert "最佳" in ask("plain-wording", params, fee="最佳价格").text.zh


def test_a_class_is_judged_by_the_version_of_the_list_in_force() -> None:
    params = {"list": "preexam", "field": "form.symbols"}
    assert ask("field-gate", params, symbols="H01M10/0525").outcome is PASS
    assert ask("field-gate", params, symbols=["H01M10/0525", "F28D15/02"]).outcome is PASS
    found = ask("field-gate", params, date(2025, 7, 1), symbols=["H01M10/0525", "F28D15/02"])
    assert (found.outcome, "F28D15/02" in found.text.zh, "H01M" in found.text.zh) == (FAIL, True, False)
    assert found.as_of == date(2024, 1, 1)
    assert ask("field-gate", params, symbols="A61K9/00").outcome is FAIL


def test_a_regions_own_list_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "fields").mkdir()
    (tmp_path / "fields" / "preexam.yaml").write_text(
        "versions:\n  - {from: 2025-01-01, source: {zh: 本中心, en: This centre}, symbols: [A61K]}\n", encoding="utf-8"
    )
    assert field_list("preexam", ON, tmp_path).branch_of("A61K9/00") == "A61K"
    assert field_list("preexam", ON, tmp_path).branch_of("H01M10/0525") is None
    for name, on in (("preexam", date(2024, 7, 1)), ("nothing", ON)):
        with pytest.raises(NotFound):
            field_list(name, on, tmp_path)


def test_who_is_seated_elsewhere_is_outside(settings: Any) -> None:
    settings.DIVISION = "990100"
    assert ask("seated-here").outcome is PASS
    settings.DIVISION = "990200"
    assert ask("seated-here").outcome is FAIL


def test_the_place_of_making_lies_in_the_area_of_origin() -> None:
    params = {"register": "gi-product", "label": LABEL, "number": ["form.gi"], "field": "form.place"}
    assert ask("origin", params, gi="N1", place="990101").outcome is UNKNOWN
    add("gi-product", area=["990101", "990300"])
    assert ask("origin", params, gi="N1", place="990101").outcome is PASS
    assert ask("origin", params, gi="N1", place="990399").outcome is PASS
    found = ask("origin", params, gi="N1", place="990102")
    assert (found.outcome, list(found.evidence)) == (FAIL, ["gi-product/N1"])
