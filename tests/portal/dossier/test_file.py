"""The Django-free part of a right's file: every rule with its provision, what is unknown said as unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.records.making import record

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.dossier.file import right_file
from zhiquan.records.corpus.gates import DOUBTS
from zhiquan.rules.law import StatusCode


def test_term_annuities_and_status_of_an_invention() -> None:
    found = right_file(record(filed=date(2014, 5, 6)), date(2026, 11, 22), law_book())
    assert found.term
    assert found.term.expires_on == date(2034, 5, 6)
    assert [line.year for line in found.annuities] == list(range(1, 21))
    assert found.next_annuity
    assert found.next_annuity.due_on == date(2027, 5, 6)
    assert found.status.code is StatusCode.UNKNOWN
    assert found.gaps == ()


def test_a_utility_model_past_its_term_has_expired_and_owes_nothing_more() -> None:
    found = right_file(record(kind=2, filed=date(2005, 5, 6)), date(2026, 11, 22), law_book())
    assert found.status.code is StatusCode.EXPIRED
    assert found.next_annuity is None


def test_fees_before_the_book_begins_are_a_gap_and_not_an_error() -> None:
    old = replace(record(), key="CN85102475.1", filing_date=date(1985, 4, 1))
    found = right_file(old, date(2026, 11, 22), law_book())
    assert found.annuities == ()
    assert len(found.gaps) == 1
    assert found.status.code is StatusCode.EXPIRED


def test_doubts_of_the_record_are_told_in_words() -> None:
    odd = replace(record(), doubts=("filing-year.earlier",))
    assert right_file(odd, date(2026, 1, 1), law_book()).doubts == (DOUBTS["filing-year.earlier"],)


def test_another_countrys_right_has_no_chinese_term_and_says_so() -> None:
    foreign = replace(record(), key="US.16123456", office="US")
    found = right_file(foreign, date(2026, 11, 22), law_book())
    assert (found.term, found.annuities, found.next_annuity) == (None, (), None)
    assert (found.status.code, found.status.certain) == (StatusCode.UNKNOWN, False)
    assert [gap.zh for gap in found.gaps] == [found.status.reason.zh]
    assert "他国" in found.gaps[0].zh


def test_without_filing_date_there_is_no_term_and_the_status_says_why() -> None:
    found = right_file(replace(record(), filing_date=None), date(2026, 11, 22), law_book())
    assert (found.term, found.annuities) == (None, ())
    assert "申请日" in found.gaps[0].zh
    assert found.status.code is StatusCode.UNKNOWN


def test_a_right_whose_kind_nobody_tells_is_shown_without_one() -> None:
    found = right_file(replace(record(), kind=""), date(2026, 11, 22), law_book())
    assert (found.kind, found.term) == (None, None)
    assert found.kind_label.zh == "专利类型未知"
    assert found.status.reason == found.kind_label
