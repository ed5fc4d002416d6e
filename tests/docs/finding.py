"""How somebody finds on a page what a sentence calls by the words that can be read on it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

PATIENCE = 20.0
"""Seconds within which words must appear and a press must lead somewhere."""
PRESSED = "a[href], button, summary, [role=tab], input[type=submit]"
ROWS = "tr, li, article"
_SHOWN = "el => (el.innerText || el.value || el.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim()"
_LEADS = """el => el.tagName === 'SUMMARY' ? '#' + (el.parentElement.querySelector('[id]')?.id || '')
    : el.href ? (el.hash && el.pathname === location.pathname ? el.hash : el.href)
    : el.form ? [el.form.action, el.name, el.value].join('|') : ''"""
HERE = """el => { document.querySelectorAll('[data-here]').forEach(one => one.removeAttribute('data-here'));
    const near = el.tagName === 'SUMMARY' ? el.parentElement
        : el.hash ? document.getElementById(el.hash.slice(1)) : el.form && el.type !== 'submit' ? el.form : null;
    near?.setAttribute('data-here', ''); }"""
PART = """el => { document.querySelectorAll('[data-here]').forEach(one => one.removeAttribute('data-here'));
    el.closest('section, fieldset, details').setAttribute('data-here', ''); }"""
BODY = """() => [document.body.innerText, ...[...document.querySelectorAll('input:not([type=hidden]), textarea')]
    .filter(el => el.offsetParent).map(el => el.value)].join(' ').replace(/\\s+/g, ' ')"""


class Lost(AssertionError):  # noqa: N818 - says how it feels
    """A page of the first hour says what the site does not offer."""


def in_time(there: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def offered(page: Page, name: str) -> list[Locator]:
    """Return what can be pressed under a name: in the form one works in, in the page, in its head; best fits only."""
    found: list[Locator] = []

    def look() -> bool:
        for where in ("[data-here] ", "main ", "header ", "footer ", "[role=dialog] "):
            pressed = PRESSED.replace("summary", "details summary") if "here" in where else PRESSED
            places = ", ".join(where + one for one in pressed.split(", "))
            found[:] = named(page.locator(places), name)
            if found:
                return True
        return False

    if not in_time(look):
        raise Lost("nothing to press under this name")
    return found


def named(every: Locator, name: str) -> list[Locator]:
    told = [(el, str(el.evaluate(_SHOWN))) for el in every.filter(has_text=name).all() if el.is_visible()]
    exact = [el for el, text in told if text == name]
    return exact or [el for el, text in told if text.startswith(name)] or [el for el, text in told if name in text]


def field(page: Page, label: str) -> Locator:
    return only(
        best(page.locator("[data-here]").get_by_label(label), label) or best(page.get_by_label(label), label), label
    )


def touched(field: Locator) -> Locator:
    """Remember the form that somebody works in: a button of the same name elsewhere is not meant."""
    field.evaluate(HERE)
    return field


def best(found: Locator, label: str) -> list[Locator]:
    """Return the visible fields of a label; where some have it as a whole, only these."""
    seen = [el for el in found.all() if el.is_visible() or el.get_attribute("type") in {"file", "radio", "checkbox"}]
    whole = re.compile(rf"^\s*{re.escape(label)}\s*(必填)?\s*$")
    exact = [el for el in seen if whole.match(str(el.evaluate("el => el.labels?.[0]?.innerText || ''")))]
    return exact or seen


def only(found: list[Locator], name: str) -> Locator:
    if not found:
        raise Lost(f"no field {name!r}")
    if len({str(el.evaluate(_LEADS)) for el in found}) > 1:
        raise Lost(f"{len(found)} of the name {name!r}: which one?")
    return found[0]
