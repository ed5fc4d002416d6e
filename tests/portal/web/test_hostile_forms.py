"""Every form of the site, filled with what no person types: whatever it is, the answer is never a fault of ours.

The forms are found by walking the pages as each role; all fields at once get each hostile value, and each field in turn
some of them while the others stay as the page offers them. What is posted is taken back, so that every form is asked in
the same city. On PostgreSQL this finds what SQLite lets pass: texts longer than their column, numbers beyond theirs,
characters that it cannot keep.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import lxml.html
import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from tests.portal.web.conftest import City
from tests.portal.web.test_pages import PAGES
from tests.portal.web.test_pages import all_there as all_there  # noqa: PLC0414 - a fixture

ROLES = ("qiye", "chuangkou", "chengban", "shenhe", "qianfa", "tongji", "xishan", "xitong", "anquan")
VALUES = {
    "long": "长" * 10_000,
    "digits": "9" * 400,
    "beyond 64 bits": str(2**63),
    "beyond 32 bits": str(2**31),
    "minus": "-1",
    "no number": "NaN",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "half a character": b"\xed\xa0\x80".decode("utf-8", "surrogateescape"),
    "nothing": "a\0b",
    "backwards": "\u202e\u0007\ufeff\uffff",
    "template": "{{7*7}}{%now%}<script>%s%n${x}",
    "a list": "[]",
    "rare characters": "𠮷🀄" * 40,
}
"""By what each tries."""
ALONE = ("long", "beyond 64 bits", "beyond 32 bits", "last day", "half a character")
"""What each field gets while the others stay as the page offers them; all fields at once get every value."""
LEFT_OUT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True)
class Form:
    """A form as a page offers it: where it is posted, its fields with what stands in them, its buttons."""

    url: str
    fields: tuple[tuple[str, str, str], ...]
    buttons: tuple[tuple[str, str], ...]

    @property
    def likeness(self) -> tuple[Any, ...]:
        """What makes two forms the same: the view and the names; not the object, nor what stands in them."""
        return _view(self.url), tuple(sorted({name for name, _, _ in self.fields})), self.buttons

    def posted(self, button: tuple[str, str], **changed: str) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, kind, value in self.fields:
            if kind == "file":
                continue
            given.setdefault(name, []).append(changed.get(name, value))
        return given | ({button[0]: button[1]} if button[0] else {})


@dataclass
class Walk:
    """What was walked: the forms by their likeness, and what went wrong."""

    forms: dict[tuple[Any, ...], tuple[str, Form]] = field(default_factory=dict)
    posts: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def forms_of(url: str, html: str) -> Iterator[Form]:
    """Yield the forms of a page that are posted."""
    for form in lxml.html.document_fromstring(html).forms if "<form" in html else ():
        if (form.get("method") or "get").lower() != "post":
            continue
        fields, buttons = [], []
        for one in form.xpath(".//input|.//textarea|.//select|.//button"):
            name, kind = one.get("name"), one.get("type") or one.tag
            if one.tag == "button":
                buttons.append((name or "", one.get("value") or ""))
            elif name and name not in LEFT_OUT:
                fields.append((name, kind, _offered(one)))
        yield Form(urljoin(url, form.get("action") or url), tuple(fields), tuple(dict.fromkeys(buttons)) or (("", ""),))


def _offered(one: Any) -> str:
    if one.tag == "select":
        chosen = [option for option in one.xpath(".//option") if option.get("selected") is not None]
        listed = chosen or [option for option in one.xpath(".//option") if option.get("value")]
        return str(listed[0].get("value") or "") if listed else ""
    if one.tag == "textarea":
        return str(one.text or "")
    return str(one.get("value") or ("on" if one.get("type") == "checkbox" else ""))


def walked(city: City, there: dict[str, Any]) -> Walk:
    """Walk the pages and gather the forms: every page as the applicant, as the office what is not open to everybody."""
    walk = Walk()
    for role in ROLES:
        client, views = city.client(role), set[str]()
        client.raise_request_exception = False
        for path, visitor, *_ in PAGES:
            url = path.format(**there)
            view = _view(url)
            if view in views or (role != ROLES[0] and visitor != 302):
                continue
            answer = client.get(url)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            views.add(view)
            for form in forms_of(url, answer.content.decode()):
                walk.forms.setdefault(form.likeness, (role, form))
    return walk


def _view(url: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url


class Caught(logging.Handler):
    """Hears of what only the net around every page caught: a service should have weighed it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Gather what was raised on the way to an answer, and what only the net around every page caught."""
    net, caught = logging.getLogger("zhiquan.portal.web.answers"), Caught()

    def note(**_: Any) -> None:
        caught.said.append(repr(sys.exc_info()[1])[:200])

    got_request_exception.connect(note)
    net.addHandler(caught)
    try:
        yield caught.said
    finally:
        got_request_exception.disconnect(note)
        net.removeHandler(caught)


def ask(walk: Walk, city: City, values: dict[str, str]) -> None:
    """Post every form: each field in turn with each value, and all fields at once; what is posted is taken back."""
    clients = {role: city.client(role) for role in ROLES}
    with listening() as caught:
        for role, form in walk.forms.values():
            client = clients[role]
            client.raise_request_exception = False
            for what, told in tries(form, values):
                caught.clear()
                status = taken_back(client, form.url, told)
                walk.posts += 1
                if status >= 500 or caught:
                    walk.faults[f"{role} {form.url} {what}"] = "; ".join(caught[-1:])


def tries(form: Form, values: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is posted: by what it tries."""
    names = [name for name, kind, _ in form.fields if kind != "file"]
    for button in form.buttons:
        for tried, value in values.items():
            yield f"{button} all: {tried}", form.posted(button, **dict.fromkeys(names, value))
            for name in dict.fromkeys(names) if tried in ALONE else ():
                yield f"{button} {name}: {tried}", form.posted(button, **{name: value})


def taken_back(client: Client, url: str, given: dict[str, Any]) -> int:
    """Post, take back what was written, and return the status."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        body = urlencode(given, doseq=True, errors="surrogateescape")
        answer: HttpResponseBase = client.post(url, body, "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


@pytest.mark.long
def test_no_form_of_any_role_breaks_over_what_is_typed_into_it(figures: City, all_there: dict[str, Any]) -> None:
    walk = walked(figures, all_there)
    ask(walk, figures, VALUES)
    print(f"forms: {len(walk.forms)}, posts: {walk.posts}, faults: {len(walk.faults)}")  # noqa: T201
    assert len(walk.forms) > 40
    assert walk.faults == {}


@pytest.mark.long
def test_the_walk_finds_a_form_that_breaks(figures: City, all_there: dict[str, Any], monkeypatch: Any) -> None:
    """The control: a service that breaks over what is typed is found by the same posts."""

    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("zhiquan.office.access.services.join", broken)
    walk = Walk()
    page = figures.party.get("/account/").content.decode()
    for form in forms_of("/account/", page):
        walk.forms.setdefault(form.likeness, ("qiye", form))
    ask(walk, figures, {name: VALUES[name] for name in ALONE[:2]})
    assert any("/account/ ('go', 'join')" in told for told in walk.faults), walk.faults
