"""Every form of the site, sent as no browser sends it, with files that are none, by people whose form it is not.

Whatever comes: no fault of ours, nothing of it on a page as mark-up, and no word of success over what cannot be, such
as a day that no calendar has or a choice that the page does not offer.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import SUCCESS, get_messages
from django.db import transaction
from django.test import Client
from tests.hall.cases.world import PDF
from tests.portal.web.conftest import City
from tests.portal.web.test_hostile_forms import ROLES, Form, Walk, listening, walked
from tests.portal.web.test_pages import all_there as all_there  # noqa: PLC0414 - a fixture

URLENCODED = "application/x-www-form-urlencoded"
MARK_UP = "\"'><script>zq()</script>"
AS_IT_IS = "<script>zq()"
FORMULA = "=cmd|' /C calc'!A0"
BOUNDARY = "zhiquan"
MEANT = (["草稿已保存。"], ["不再发送邮件。"])
"""A draft keeps whatever is typed, and tells what is wrong with it; no address means that no mail is wanted."""
NONSENSE = {
    "date": "0000-00-00",
    "month": "2026-13",
    "time": "25:61",
    "number": "1e30",
    "email": "@",
    "select": "not-offered",
    "radio": "not-offered",
    "hidden": "999999999",
}
"""By the kind of field: what a person cannot choose there. Of a hidden field it is the key of what is not there."""
FILES = {
    "nothing in it": ("paper.pdf", b""),
    "no table": ("table.xlsx", b"PK\x03\x04 and no more"),
    "no PDF": ("paper.pdf", b"\x7fELF" + b"\0" * 64),
    "up and away": ("../../../../etc/passwd.pdf", PDF),
    "a long name": ("长" * 300 + ".pdf", PDF),
    "mark-up": (f"{MARK_UP}.pdf", PDF),
    "half a character": (b"\xed\xa0\x80.pdf".decode("utf-8", "surrogateescape"), PDF),
    "a formula": (f"{FORMULA}.csv", f"{FORMULA},@SUM(A1)\n-2,+3\n".encode()),
}
"""By what each tries: name and content of an upload."""
BOMB = 200 * 2**20
"""Bytes that the bomb comes to."""


@dataclass(frozen=True)
class Post:
    """What is sent: by what it tries; ``strange`` is nonsense that must not be taken for an answer."""

    what: str
    body: bytes
    kind: str = URLENCODED
    strange: bool = False


@cache
def bomb() -> bytes:
    """A workbook of a few hundred kilobytes that comes to hundreds of megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(BOMB >> 20):
                sheet.write(b" " * 2**20)
    return out.getvalue()


def encoded(given: dict[str, Any]) -> bytes:
    return urlencode(given, doseq=True, errors="surrogateescape").encode()


def multipart(given: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> bytes:
    """A body as a browser makes it, but with any name of a file."""
    parts = [(f'name="{name}"', str(each).encode()) for name, one in given.items() for each in _each(one)]
    for field, (name, content) in files.items():
        told = name.replace('"', "%22")
        parts.append((f'name="{field}"; filename="{told}"\r\nContent-Type: application/octet-stream', content))
    lines = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (BOUNDARY.encode(), head.encode("utf-8", "surrogateescape"), body)
        for head, body in parts
    ]
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def posts(form: Form) -> Iterator[Post]:
    """Yield what is sent to a form, for each of its buttons."""
    parts = f"multipart/form-data; boundary={BOUNDARY}"
    for button in form.buttons:
        offered = form.posted(button)
        nothing = encoded({button[0]: button[1]} if button[0] else {})
        asks = any(kind in NONSENSE and kind != "hidden" for _, kind, _ in form.fields)
        yield Post(f"{button} with nothing", nothing, strange=asks)
        yield Post(f"{button} every field twice", encoded({name: [*_each(one), "x"] for name, one in offered.items()}))
        yield Post(f"{button} as JSON", b'{"a": [1]}', "application/json")
        yield Post(f"{button} as nothing known", b"\xff\xfe", "x/y")
        yield Post(f"{button} broken off", multipart(offered, {"f": ("a", PDF)})[:-40], parts)
        yield Post(f"{button} without boundary", b"--x", "multipart/form-data")
        for text in (MARK_UP, FORMULA, "长" * 100_000):
            yield Post(f"{button} {text[:9]}", encoded(_typed(form, offered, text)))
        for name, kind, _ in form.fields:
            if kind in NONSENSE:
                body = encoded(form.posted(button, **{name: NONSENSE[kind]}))
                yield Post(f"{button} {name}: {NONSENSE[kind]}", body, strange=kind != "hidden")
        uploads = [name for name, kind, _ in form.fields if kind == "file"]
        for tried, file in {**FILES, "a bomb": ("table.xlsx", bomb())}.items() if uploads else ():
            yield Post(f"{button} {tried}", multipart(offered, dict.fromkeys(uploads, file)), parts)


def _typed(form: Form, offered: dict[str, Any], text: str) -> dict[str, Any]:
    """What the page offers, with a text in every field that people write in."""
    written = [name for name, kind, _ in form.fields if kind in {"text", "textarea", "search", "input"}]
    return {**offered, **dict.fromkeys(written, text)}


def wrong(client: Client, form: Form, sent: Post, caught: list[str]) -> str:
    """Send it, look at the page that follows, take back what was written; say what was wrong, or nothing."""
    cookies = client.cookies.copy()
    caught.clear()
    with transaction.atomic():
        answer = client.generic("POST", form.url, sent.body, sent.kind)
        said = [str(one) for one in get_messages(answer.wsgi_request) if one.level == SUCCESS]
        shown = _text(answer)
        if answer.status_code == 302 and answer["Location"].startswith("/"):
            shown += _text(client.get(answer["Location"]))
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code >= 500 or caught:
        return f"{answer.status_code} {caught[-1:]}"
    if AS_IT_IS in shown:
        return "what was typed stands on the page as mark-up"
    return f"taken for an answer: {said}" if sent.strange and said and said not in MEANT else ""


def _text(answer: Any) -> str:
    told = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if told and not answer.streaming else ""


def sent_to(walk: Walk, city: City, what: Any) -> None:
    """Send to every form what ``what`` yields for it, as whom it says; the faults are noted on the walk."""
    clients = {role: city.client(role) for role in ROLES}
    with listening() as caught:
        for owner, form in walk.forms.values():
            for role, sent in what(owner, form):
                clients[role].raise_request_exception = False
                walk.posts += 1
                if said := wrong(clients[role], form, sent, caught):
                    walk.faults[f"{role} {form.url} {sent.what}"] = said
    print(f"forms: {len(walk.forms)}, posts: {walk.posts}, faults: {len(walk.faults)}")  # noqa: T201
    for at, said in walk.faults.items():
        print(at, "->", said)  # noqa: T201


@pytest.mark.long
def test_no_form_breaks_over_how_it_is_sent_nor_takes_nonsense_for_an_answer(
    figures: City, all_there: dict[str, Any]
) -> None:
    walk = walked(figures, all_there)
    sent_to(walk, figures, lambda owner, form: ((owner, one) for one in posts(form)))
    assert len(walk.forms) > 40
    assert walk.faults == {}


@pytest.mark.long
def test_the_form_of_somebody_else_is_answered_to_every_role(figures: City, all_there: dict[str, Any]) -> None:
    walk = walked(figures, all_there)

    def by_others(owner: str, form: Form) -> Iterator[tuple[str, Post]]:
        for button in form.buttons:
            for role in ROLES:
                if role != owner:
                    yield role, Post(f"{button} of {owner}", encoded(form.posted(button)))

    sent_to(walk, figures, by_others)
    assert walk.faults == {}


@pytest.mark.long
def test_the_posts_find_a_form_that_echoes_or_takes_what_is_no_day(figures: City, monkeypatch: Any) -> None:
    """The controls: a page that shows what was typed as it is, and a service that takes any day."""
    from django.contrib import messages
    from django.http import HttpResponse

    def echoes(request: Any) -> HttpResponse:
        messages.success(request, "ok")
        return HttpResponse(request.POST.get("day", ""), content_type="text/html")

    form = Form("/account/", (("day", "date", ""), ("note", "text", "")), (("", ""),))
    monkeypatch.setattr("zhiquan.portal.web.account.views.account", echoes)
    with listening() as caught:
        strange = Post("day", encoded({"day": NONSENSE["date"]}), strange=True)
        client = figures.party
        monkeypatch.setattr(client, "generic", lambda *_: _answered(echoes, {"day": MARK_UP}))
        assert "mark-up" in wrong(client, form, Post("x", b""), caught)
        monkeypatch.setattr(client, "generic", lambda *_: _answered(echoes, {"day": NONSENSE["date"]}))
        assert "taken" in wrong(client, form, strange, caught)


def _answered(view: Any, given: dict[str, str]) -> Any:
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    request = RequestFactory().post("/", given)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    answer = view(request)
    answer.wsgi_request = request
    return answer
