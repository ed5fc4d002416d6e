"""Signing off: values side by side, who signs, what was signed stays, corrections are restatements that are listed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import connection
from tests.scenes.reporting.conftest import HEAD, NOW, STATISTICS, Enter, FilesLake, officer

from zhiquan.insight.figures.derive import Denominators
from zhiquan.office.access.roles import Role
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.scenes.reporting import bulletins, deriving, official, returned, signing
from zhiquan.scenes.reporting.bulletin_charts import bars
from zhiquan.scenes.reporting.bulletin_word import render_docx
from zhiquan.scenes.reporting.bulletins import Claim, Stand
from zhiquan.scenes.reporting.models import SignedFigure
from zhiquan.scenes.reporting.opening import OpenedFigure
from zhiquan.scenes.reporting.returned import Returned
from zhiquan.scenes.reporting.services import recompute
from zhiquan.scenes.reporting.signing import Basis, sign

CITY, MARCH, YTD = "990100", "2026-03", "2026-03-ytd"
TODAY = NOW.date()


@pytest.fixture
def figures(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    enter("质2", division="990102", amount="1000000.00", on=date(2026, 1, 8))
    enter("质0", on=date(2025, 2, 3), amount="2000000.00")
    recompute(NOW, lake)


@pytest.fixture
def told() -> Iterator[dict[tuple[str, str], Returned]]:
    """What counties returned; empty until a test fills it in."""
    values: dict[tuple[str, str], Returned] = {}
    returned.returned_sources.register("test", lambda codes, divisions, period: values)
    yield values
    returned.returned_sources._items.pop("test")


def publish(value: str, code: str = "pledge.amount", on: date = TODAY, period: str = YTD) -> None:
    head = ",".join(official.COLUMNS)
    text = f"{head}\n{code},{CITY},{period},{value},{on.isoformat()},统计简报\n"
    official.record(official.read_file(text), None, NOW)


def line(code: str = "pledge.amount", period: str = YTD) -> signing.Line:
    return signing.sheet(CITY, period, TODAY, {code})[0]


def test_own_published_and_returned_value_stand_side_by_side(
    figures: None, told: dict[tuple[str, str], Returned]
) -> None:
    publish("410.00")
    told["pledge.amount", CITY] = Returned(Decimal(4_000_000), "/returns/1/", locked=True)
    found = line()
    assert found.values == [(Basis.OWN, 4_000_000), (Basis.OFFICIAL, 4_100_000), (Basis.RETURNED, 4_000_000)]
    assert found.disagrees
    assert not line("pledge.deals").disagrees


def test_values_that_read_the_same_where_they_are_shown_agree(figures: None) -> None:
    publish("400.00")
    assert not line().disagrees


def test_money_is_signed_by_the_head_and_counts_by_statistics_each_for_the_place(figures: None) -> None:
    sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    sign(STATISTICS, "pledge.deals", CITY, YTD, Basis.OWN, at=NOW)
    for actor, code in ((STATISTICS, "pledge.assets_per_deal"), (HEAD, "pledge.firms")):
        if actor is STATISTICS:
            assert sign(actor, code, CITY, YTD, Basis.OWN, at=NOW).value == "1.00000000"
        else:
            with pytest.raises(Refusal) as refused:
                sign(actor, code, CITY, YTD, Basis.OWN, at=NOW)
            assert refused.value.code == "signing.role"
    county = officer(Role.STATISTICS, "990101")
    with pytest.raises(Refusal):
        sign(county, "pledge.assets", CITY, YTD, Basis.OWN, at=NOW)


def test_where_values_differ_the_choice_needs_a_reason_and_all_are_kept(figures: None) -> None:
    publish("410.00")
    with pytest.raises(Refusal) as refused:
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.OFFICIAL, at=NOW)
    assert refused.value.code == "signing.reason"
    signed = sign(HEAD, "pledge.amount", CITY, YTD, Basis.OFFICIAL, at=NOW, reason="公布数含一笔外县登记")
    assert (signed.value, signed.own, signed.official, signed.returned) == (
        "4100000.00",
        "4000000.00",
        "4100000.00",
        "",
    )


def test_a_value_that_is_not_there_cannot_be_signed(figures: None) -> None:
    with pytest.raises(Refusal) as refused:
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.RETURNED, at=NOW)
    assert refused.value.code == "signing.none"


def test_signing_the_same_value_again_changes_nothing(figures: None) -> None:
    first = sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    assert sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW).pk == first.pk


def test_a_signed_figure_can_be_neither_changed_nor_removed(figures: None) -> None:
    signed = sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    signed.value = "1"
    attempts = (
        signed.save,
        signed.delete,
        lambda: SignedFigure.objects.update(value="1"),
        lambda: SignedFigure.objects.all().delete(),
        lambda: SignedFigure.objects.bulk_update([signed], ["value"]),
    )
    for attempt in attempts:
        with pytest.raises(Refusal):
            attempt()
    assert SignedFigure.objects.get().value == "4000000.00"


def correct(enter: Enter, lake: FilesLake) -> None:
    """Correct the amount of one pledge behind a signed figure."""
    from zhiquan.office.registers.models import RegisterEntry

    entry = RegisterEntry.objects.get(number="质1")
    entry.data["amount"] = "3500000.00"
    entry.save()
    recompute(NOW + timedelta(hours=1), lake)


def test_a_correction_after_signing_leaves_what_was_signed_and_is_listed(
    figures: None, enter: Enter, lake: FilesLake
) -> None:
    first = sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    assert list(signing.moved(CITY, TODAY)) == []
    correct(enter, lake)
    assert signing.signed_values(["pledge.amount"], [CITY], YTD)["pledge.amount", CITY].value == "4000000.00"
    (found,) = signing.moved(CITY, TODAY)
    assert (found.indicator.code, found.own) == ("pledge.amount", Decimal("4500000.00"))
    with pytest.raises(Refusal) as refused:
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    assert refused.value.code == "signing.reason"
    second = sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW, reason="质1金额更正")
    (restated,) = signing.restatements(CITY)
    assert (restated.before.pk, restated.after.pk, restated.after.reason) == (first.pk, second.pk, "质1金额更正")
    assert list(signing.moved(CITY, TODAY)) == []


def test_two_who_sign_at_once_are_told_and_one_of_them_stands(figures: None, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = signing.open_figure

    def overtaken(*given: Any, **more: Any) -> OpenedFigure:
        monkeypatch.setattr(signing, "open_figure", opened)
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
        return opened(*given, **more)

    monkeypatch.setattr(signing, "open_figure", overtaken)
    with pytest.raises(Conflict):
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    assert SignedFigure.objects.count() == 1


def test_an_own_value_whose_rows_do_not_bear_it_out_is_not_signed(figures: None, lake: FilesLake) -> None:
    path = lake.table_files("pledge", 1)[0]
    pq.write_table(pq.read_table(path).slice(0, 2), path)
    with pytest.raises(Refusal) as refused:
        sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    assert refused.value.code == "figures.differs"


def test_what_agrees_is_signed_at_one_stroke_and_what_differs_stays(figures: None) -> None:
    publish("9", "pledge.deals")
    count = signing.sign_agreeing(
        STATISTICS, [CITY], YTD, at=NOW, codes={"pledge.deals", "pledge.firms", "pledge.amount"}
    )
    assert count == 1
    assert [row.indicator for row in SignedFigure.objects.all()] == ["pledge.firms"]


def test_the_sheet_takes_few_queries_however_many_figures(figures: None, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        assert len(signing.sheet(CITY, YTD, TODAY)) >= 10


# bulletins


PLAN = """\
kind: monthly
title: {zh: "{place}月报", en: "{place}"}
sections:
  - label: {zh: 一、运用, en: Utilisation}
    indicators: [pledge.deals, pledge.amount, platform.organisations]
    by_place: pledge.amount
"""


@pytest.fixture
def small(figures: None) -> Path:
    """A region whose bulletin prints three figures."""
    folder: Path = settings.DATA.region / "bulletins"
    folder.mkdir(parents=True)
    (folder / "monthly.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def ready() -> None:
    """Sign everything that the small bulletin of March prints, in the city and in its counties."""
    places = [CITY, "990101", "990102", "990103", "990104"]
    for period in (MARCH, YTD):
        signing.sign_agreeing(STATISTICS, [CITY], period, at=NOW, codes=["pledge.deals", "platform.organisations"])
    signing.sign_agreeing(HEAD, places, YTD, at=NOW, codes=["pledge.amount"])


def test_a_bulletin_is_not_issued_while_a_figure_in_it_is_not_signed(figures: None) -> None:
    with pytest.raises(Refusal) as refused:
        bulletins.issue(HEAD, "monthly", CITY, MARCH, NOW)
    assert refused.value.code == "bulletins.unsigned"
    with pytest.raises(Refusal) as refused:
        bulletins.issue(STATISTICS, "monthly", CITY, MARCH, NOW)
    assert refused.value.code == "bulletins.role"


def test_an_issued_bulletin_keeps_its_figures_and_lists_what_was_restated_since(
    small: Path, enter: Enter, lake: FilesLake
) -> None:
    ready()
    issued = bulletins.issue(HEAD, "monthly", CITY, MARCH, NOW)
    amounts = [one for one in bulletins.figures_of(issued.content) if one["indicator"] == "pledge.amount"]
    assert [one["text"] for one in amounts] == ["400.00万元", "300.00万元", "100.00万元", "0.00万元", "0.00万元"]
    correct(enter, lake)
    sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW, reason="质1金额更正")
    again = bulletins.get_bulletin(issued.pk)
    assert again.content == issued.content
    ((checked, now),) = bulletins.restated_since(again)
    assert (checked.claim.value, now.value) == (Decimal("400.00"), "4500000.00")


def test_a_bulletin_whose_content_was_tampered_with_is_withheld(small: Path) -> None:
    ready()
    issued = bulletins.issue(HEAD, "monthly", CITY, MARCH, NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_bulletin SET content = '{\"sections\": []}'")
    with pytest.raises(Refusal) as refused:
        bulletins.get_bulletin(issued.pk)
    assert refused.value.code == "bulletins.changed"


def test_a_sentence_says_when_what_how_much_and_how_it_moved(figures: None) -> None:
    content = bulletins.draft("monthly", CITY, MARCH, TODAY)
    sentences = [
        "".join(p if isinstance(p, str) else p["text"] for p in s) for x in content["sections"] for s in x["paragraphs"]
    ]
    assert "2026年1-3月，质押融资额400.00万元，同比增长100.0%。" in sentences
    assert "2026年3月末，注册单位数0家。" in sentences


def test_a_draft_text_is_checked_figure_by_figure_against_what_is_signed(
    figures: None, enter: Enter, lake: FilesLake
) -> None:
    sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW)
    sign(STATISTICS, "pledge.deals", CITY, YTD, Basis.OWN, at=NOW)
    correct(enter, lake)
    sign(HEAD, "pledge.amount", CITY, YTD, Basis.OWN, at=NOW, reason="更正")
    claims = [
        Claim("pledge.amount", CITY, YTD, Decimal("450.00")),
        Claim("pledge.amount", CITY, YTD, Decimal("400.00")),
        Claim("pledge.deals", CITY, YTD, Decimal(7)),
        Claim("pledge.firms", CITY, YTD, Decimal(1)),
    ]
    assert [one.stand for one in bulletins.check(claims)] == [
        Stand.AGREES,
        Stand.RESTATED,
        Stand.DIFFERS,
        Stand.UNSIGNED,
    ]


def test_the_table_by_place_says_what_lies_in_no_county(figures: None, enter: Enter, lake: FilesLake) -> None:
    enter("质9", division=CITY, amount="70000.00")
    recompute(NOW, lake)
    tables = [one["table"] for one in bulletins.draft("monthly", CITY, MARCH, TODAY)["sections"] if one["table"]]
    amounts = next(one for one in tables if "质押融资额" in one["caption"])
    assert [row["figure"]["text"] for row in amounts["rows"]] == ["300.00万元", "100.00万元", "0.00万元", "0.00万元"]
    assert amounts["rest"] == {"place": "未分到区县", "text": "7.00万元"}
    assert {one["indicator"] for one in bulletins.figures_of({"sections": [{"paragraphs": [], "table": amounts}]})} == {
        "pledge.amount"
    }


@pytest.mark.parametrize(("kind", "period"), [("monthly", YTD), ("yearly", MARCH), ("weekly", MARCH)])
def test_a_bulletin_of_no_such_kind_or_period_is_refused(figures: None, kind: str, period: str) -> None:
    with pytest.raises(Refusal):
        bulletins.draft(kind, CITY, period, TODAY)


# published figures


def test_a_published_figure_corrected_later_stands_beside_the_first_and_holds_from_its_day_on(db: None) -> None:
    publish("410.00", on=date(2026, 3, 1))
    publish("411.00", on=date(2026, 3, 9))
    publish("411.00", on=date(2026, 3, 9))
    values = [
        official.official_values(["pledge.amount"], [CITY], YTD, on) for on in (date(2026, 3, 8), date(2026, 3, 9))
    ]
    assert [one["pledge.amount", CITY].value for one in values] == [4_100_000, 4_110_000]
    with pytest.raises(Refusal) as refused:
        publish("412.00", on=date(2026, 3, 9))
    assert refused.value.code == "official.twice"


@pytest.mark.parametrize(
    "line_",
    [
        "pledge.amount,990100,2026-03-ytd,many,2026-03-01,简报",
        "pledge.amount,990100,2026-03-ytd,-1,2026-03-01,简报",
        "pledge.amount,990100,2026-03-ytd,1,1 March,简报",
        "pledge.amount,990100,2026-03-ytd,1,2026-03-01,",
        "pledge.nothing,990100,2026-03-ytd,1,2026-03-01,简报",
        "patents.valid,990100,2026-03-ytd,1,2026-03-01,简报",
    ],
)
def test_a_line_that_cannot_be_a_published_figure_is_refused(db: None, line_: str) -> None:
    with pytest.raises(Refusal):
        list(official.read_file(f"{','.join(official.COLUMNS)}\n{line_}\n"))


def test_a_file_with_other_columns_is_refused_with_the_columns_it_should_have(db: None) -> None:
    with pytest.raises(Refusal, match="published_on"):
        list(official.read_file("code,value\n"))


def test_the_population_published_today_changes_figures_only_from_its_day_on(figures: None, lake: FilesLake) -> None:
    publish("500", "population.resident", date(2026, 2, 10), "2025-12")
    recompute(NOW, lake)
    people = deriving.published_year_ends("population.resident")
    latest = Denominators(people).latest
    assert [bool(latest(CITY, one)) for one in (date(2026, 2, 9), date(2026, 2, 10))] == [False, True]


def test_a_bulletin_in_word_shows_its_places_as_a_picture_that_says_in_words_what_it_shows(small: Path) -> None:
    import docx

    ready()
    issued = bulletins.issue(HEAD, "monthly", CITY, MARCH, NOW)
    made = render_docx(issued.content, lambda figure: "https://example.org/", NOW, "示例市知识产权局")
    (shape,) = docx.Document(io.BytesIO(made)).inline_shapes
    told = shape._inline.docPr.get("descr")
    assert told.startswith("质押融资额（万元）：东湖区 300.00，")
    assert "西山区 100.00" in told
    assert bars("无", [("东湖区", "0"), ("西山区", "0")]) is None


def test_the_white_paper_has_an_edition_in_english_with_the_same_figures(figures: None) -> None:
    content = bulletins.draft("yearly", CITY, "2025-12", TODAY)
    english = bulletins.edition_of(content, "en-GB")
    assert english["title"] == "Shili City: white paper"
    told, same = ([one["value"] for one in bulletins.figures_of(held)] for held in (english, content))
    assert told == same != []
    parts = [part for paragraph in english["sections"][0]["paragraphs"] for part in paragraph]
    written = "".join(part if isinstance(part, str) else part["text"] for part in parts)
    assert not re.search(r"[\u4e00-\u9fff]", written)
    assert bulletins.edition_of(bulletins.draft("monthly", CITY, MARCH, TODAY), "en")["language"] == "zh"
