"""The page of the dossier: volumes handed out by right, receipts printed and put right."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.scenes.protection.office import Bench, build
from tests.scenes.protection.test_adjudication import PANEL
from tests.scenes.protection.test_serving import RIGHT, wrongly_noted

from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters.models import Letter


@pytest.fixture
def bench(db: None, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return build(monkeypatch, "adjudication")


def client_of(bench: Bench, who: str) -> Client:
    client = Client()
    client.force_login(bench.users[who])
    return client


def test_volumes_and_receipts_leave_by_right_and_a_wrong_receipt_is_put_right_on_the_page(bench: Bench) -> None:
    case, seq = wrongly_noted(bench)
    page, sides = f"/cases/{case.number}/dossier/", ("window", "requester", "respondent", "elsewhere")
    client = {who: client_of(bench, who) for who in (*sides, "head")}
    status = {
        volume: [client[who].get(f"{page}{volume}").status_code for who in sides]
        for volume in ("", "main/", "sub/", "all/", "third/")
    }
    assert status == {
        "": [200, 200, 200, 404],
        "main/": [200, 200, 200, 404],
        "sub/": [200, 404, 404, 404],
        "all/": [200, 200, 200, 404],
        "third/": [404, 404, 404, 404],
    }
    answer = client["respondent"].get(f"{page}all/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert int(PdfFileReader(io.BytesIO(answer.content)).root["/Pages"]["/Count"]) > 3

    first, second = Letter.objects.filter(case=case, template="notice_to_respond").order_by("party")
    receipt = f"/cases/{case.number}/receipts/"
    for letter, seen in ((first, [200, 404, 200, 404]), (second, [200, 404, 404, 404])):  # the second still blank
        asked = f"{receipt}{letter.pk}/?party={letter.party}"
        assert [client[who].get(asked).status_code for who in sides] == seen, letter

    assert "更正这份回证" not in client["window"].get(page).content.decode()
    assert "更正这份回证" in client["head"].get(page).content.decode()
    typed = {**RIGHT, "reason": "抄录有误", "version": case.version, "key": "page"}
    wrong = client["head"].post(f"{receipt}correct/{seq}/", {**typed, "received_on": "昨天"})
    assert wrong.status_code == 422
    assert "昨天" in wrong.content.decode(), "nothing typed is lost"
    assert client["requester"].post(f"{receipt}correct/{seq}/", typed).status_code == 404
    done = client["head"].post(f"{receipt}correct/{seq}/", typed, follow=True).content.decode()
    assert "已更正" in done
    assert "2026" in done
    assert "2月25日" in done or "2026-02-25" in done


def test_an_approval_asks_each_for_an_opinion_and_keeps_it(bench: Bench) -> None:
    case = bench.request("adjudication")
    bench.act(case, "examiner", "propose_filing", panel=PANEL, presiding="甲某", opinion="符合立案条件。")
    (draft,) = letters.draft_each(bench.actor("examiner"), case, "filing_approval")
    reviewer, page = client_of(bench, "reviewer"), f"/letters/{draft.pk}/"
    assert 'name="opinion"' in reviewer.get(page).content.decode()
    said = reviewer.post(f"{page}step/", {"step": "review", "opinion": "同意立案。"}, follow=True).content.decode()
    assert "同意立案。" in said
    assert "符合立案条件。" in said
