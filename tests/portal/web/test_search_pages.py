"""Search pages: every right in one list, files of a set, statistics whose numbers open, earlier sets, suggestions."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def total(html: str) -> int:
    found = re.search(r'<h2 id="count"[^>]*>\s*(?:≥ )?([\d,]+)', html)
    assert found is not None
    return int(found[1].replace(",", ""))


def ask(client: Client, **asked: str | list[str]) -> str:
    return client.get("/search/", asked).content.decode()


def test_patents_marks_and_indications_are_found_by_one_query(client: Client) -> None:
    html = ask(client, q="WH=商标 OR WH=地理标志")
    assert total(html) == 412
    assert "南川云雾茶" in ask(client, q="云雾茶")
    assert total(ask(client, q="*")) == 3_412


def test_all_hits_of_a_set_leave_as_a_file(client: Client) -> None:
    wanted = total(ask(client, q="装置"))
    sent = client.get("/search/file/csv/", {"q": "装置"})
    assert sent["Content-Disposition"] == f'attachment; filename="zhiquan-{wanted}.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(sent.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(rows) == wanted
    assert all("装置" in row["名称"] + row["摘要／商品服务"] for row in rows)
    lines = b"".join(client.get("/search/file/jsonl/", {"q": "装置"}).streaming_content).splitlines()  # type: ignore[attr-defined]
    assert len({json.loads(line)["key"] for line in lines}) == wanted
    english = client.get("/search/file/csv/", {"q": "云雾茶"}, headers={"accept-language": "en"})
    assert b"".join(english.streaming_content).decode("utf-8-sig").startswith("Key,Right")  # type: ignore[attr-defined]


def test_every_number_of_the_statistics_opens_what_it_counts(client: Client) -> None:
    html = client.get("/search/statistics/", {"q": "装置"}).content.decode()
    cells = re.findall(r'<td class="number shade-\d"><a href="([^"]+)">([\d,]+)</a>', html)
    assert len(cells) > 20
    for link, count in cells[:: max(1, len(cells) // 12)]:
        assert total(client.get(unescape(link)).content.decode()) == int(count.replace(",", ""))


def test_earlier_sets_are_kept_in_the_address(client: Client) -> None:
    html = ask(client, q="装置", set=["系统"])
    assert "记为 #2" in html
    both = total(ask(client, q="#1 AND #2", set=["装置", "方法"]))
    assert both == total(ask(client, q="装置 AND 方法"))
    assert "没有第 3 个" in ask(client, q="#3", set=["装置"]) or client.get("/search/", {"q": "#3"}).status_code == 422


def test_the_smart_box_ranks_by_words_and_says_so(client: Client) -> None:
    html = ask(client, q="高效 过滤 装置", mode="smart")
    assert "智能检索：含下列任一词语即列出" in html
    assert total(html) >= total(ask(client, q="高效 AND 过滤 AND 装置"))
    narrowed = re.search(r'within=([^"&]+)', html)
    assert narrowed is not None, "a facet narrows what the words are looked for in"


def test_a_number_in_any_form_leads_to_the_right_itself(client: Client) -> None:
    for typed in ("201529569456.7", "ZL201529569456.7", "CN201529569456.7"):
        page = client.get(f"/rights/{typed}/", follow=True)
        assert page.redirect_chain[-1:] in ([], [("/rights/CN201529569456.7/", 302)])
        assert page.status_code == 200


def test_the_file_of_a_right_tells_events_sources_and_its_like(client: Client) -> None:
    html = client.get("/rights/CN201529569456.7/").content.decode()
    for expected in ("法律事件", "转移", "相似的权利", "数据来源"):
        assert expected in html


def test_the_file_of_a_mark_shows_goods_and_leads(client: Client) -> None:
    html = client.get("/rights/tm.CN.99000001/").content.decode()
    for expected in ("白酒；果酒", "第 33 类", "近似线索", "驳回复审中"):
        assert expected in html


def test_while_one_types_completions_are_offered(client: Client) -> None:
    html = client.get("/search/check/", {"q": "示例"}).content.decode()
    assert 'class="suggestions"' in html
    assert "示例" in html


def test_the_whole_name_of_a_firm_leads_to_its_rights_though_no_title_holds_it(client: Client) -> None:
    html = ask(client, q="示例理工大学")
    assert total(html) == 0
    led = re.search(r'您要找的也许是.*?href="\?q=([^"]+)"', html, re.DOTALL)
    assert led is not None
    assert total(ask(client, q=unescape(unquote(led[1])))) > 0
