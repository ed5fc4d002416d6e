"""A program that uses the API of Zhiquan: search, apply, follow, verify, book, report, pay. Copy it and change it.

    ZHIQUAN_TOKEN=zq_… python api_client.py https://ip.example.gov.cn 装置

It needs Python 3.11 and httpx. What matters in it: every POST carries a key of its own and is tried again with the same
key when the network breaks, so that nothing is done twice; a list is read by its ``next``; a refusal is told by its
stable ``code`` and a sentence for people.
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

TRIES, LONGEST_WAIT = 4, 60


class Problem(Exception):  # noqa: N818 - the term of RFC 9457
    """What the API refused: ``code`` for the program, the sentence for people, ``errors`` by field."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__(f"{told['code']}: {told['detail']}")
        self.code, self.status, self.errors = told["code"], told["status"], told.get("errors", [])


class Zhiquan:
    """The API of one site; without a token only what is public answers."""

    def __init__(self, site: str, token: str = "", language: str = "zh-CN") -> None:
        headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {token}"} if token else {})
        self.http = httpx.Client(base_url=f"{site.rstrip('/')}/api/v1", headers=headers, timeout=30)

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def search(self, query: str, *, limit: int = 20) -> Iterator[dict[str, Any]]:
        """Yield every hit of a query, page by page."""
        yield from self._each("/search", "hits", {"q": query, "limit": limit, "facets": False})

    def entries(self, register: str, **asked: Any) -> Iterator[dict[str, Any]]:
        """Yield the entries of a register (``pledge``, ``open-licence`` …), of a ``right`` or an ``organisation``."""
        yield from self._each(f"/registers/{register}/entries", "entries", asked)

    def organisation(self, code: str) -> dict[str, Any]:
        """Return an organisation's file by its credit code: rights, registers, what each room shows."""
        found: dict[str, Any] = self._ask("GET", f"/organisations/{code}").json()
        return found

    def book(self, window: int, name: str, phone: str, matter: str = "") -> dict[str, Any]:
        """Book the first free slot of a window; when it has just gone, or one comes then already, the next."""
        slots = self._ask("GET", f"/windows/{window}/slots").json()["slots"]
        for slot in (one for one in slots if one["left"]):
            wish = {"window": window, "day": slot["day"], "starts": slot["starts"], "matter": matter}
            try:
                return self._post("/appointments", {**wish, "name": name, "phone": phone})
            except Problem as refused:
                if refused.code not in {"appointments.full", "appointments.twice"}:
                    raise
        raise SystemExit("no slot is free")

    def report(self, sheet: int, rows: list[Mapping[str, str]]) -> dict[str, Any]:
        """Fill a sheet of a return with rows by column and hand it in, unless something is wrong in a cell."""
        held = self._ask("GET", f"/returns/sheets/{sheet}").json()
        body = {"version": held["version"], "rows": [{"cells": dict(row)} for row in rows]}
        kept = self._ask("PUT", f"/returns/sheets/{sheet}", json=body).json()
        wrong = [one for one in kept["wrong"] if not one["doubt"]]
        if wrong:
            raise SystemExit("; ".join(f"{one['row'] + 1} {one['field']}: {one['text']['zh']}" for one in wrong))
        return self._post(f"/returns/sheets/{sheet}/hand-in", {"version": kept["version"], "nil": not rows})

    def apply(
        self, matter: str, organisation: int, form: Mapping[str, Any], papers: Mapping[str, Path]
    ) -> dict[str, Any]:
        """Apply in one go: answers, papers, pre-check, hand in. Returns number, version and the secret, told once."""
        draft = self._post("/drafts", {"matter": matter, "organisation": organisation, "form": dict(form)})
        for material, path in papers.items():
            kept = self._ask("POST", "/files", files={"file": (path.name, path.read_bytes())}, key=_key()).json()
            self._post(f"/drafts/{draft['id']}/papers", {"material": material, "file": kept["id"]})
        checked = self._ask("GET", f"/drafts/{draft['id']}/check").json()
        if checked["obstacles"]:
            raise SystemExit("; ".join(one["zh"] for one in checked["obstacles"]))
        return self._post(f"/drafts/{draft['id']}/submit")

    def follow(self, number: str) -> dict[str, Any]:
        """Return a case: its state, its clocks, what it waits for."""
        found: dict[str, Any] = self._ask("GET", f"/cases/{number}").json()
        return found

    def answer(self, case: Mapping[str, Any], action: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Take a step based on the case as it was read; refused with ``cases.changed`` when somebody acted since."""
        body = {"data": dict(data), "version": case["version"]}
        return self._post(f"/cases/{case['number']}/actions/{action}", body)

    def letters(self, number: str) -> list[dict[str, Any]]:
        """Return the letters of a case that one may read."""
        found: list[dict[str, Any]] = self._ask("GET", f"/cases/{number}/letters").json()["letters"]
        return found

    def verify(self, letter: bytes) -> dict[str, Any]:
        """Tell whether the office issued these very bytes, and whether the letter is still valid."""
        found: dict[str, Any] = self._ask("POST", "/verify", files={"file": ("letter.pdf", letter)}).json()
        return found

    def download(self, letter_id: int) -> bytes:
        """Return the sealed PDF of a letter."""
        return self._ask("GET", f"/letters/{letter_id}/pdf").content

    def fees(self, organisation: int, *, months: int = 12) -> Iterator[dict[str, Any]]:
        """Yield the annuities of an organisation's rights that fall due in the coming months, with their provisions."""
        yield from self._each(f"/portfolios/{organisation}/fees", "fees", {"months": months})

    def paid(self, organisation: int, fee: Mapping[str, Any], day: str) -> dict[str, Any]:
        """Note that a fee was paid on a day (2026-11-22): it is due no more, and nobody is reminded of it."""
        body = {"right": fee["right"], "year": fee["year"], "paid_on": day}
        return self._post(f"/portfolios/{organisation}/payments", body)

    def _each(self, path: str, what: str, asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield every row of a list: the same question again with the ``next`` of the page before."""
        cursor = None
        while True:
            page = self._ask("GET", path, params={**asked, **({"cursor": cursor} if cursor else {})}).json()
            yield from page[what]
            cursor = page["next"]
            if cursor is None:
                return

    def _post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self._ask("POST", path, json=body, key=_key()).json()
        return found

    def _ask(self, method: str, path: str, *, key: str = "", **body: Any) -> httpx.Response:
        """Ask, and again when the network breaks or the site asks to wait: always the same request with its key."""
        headers = {"Idempotency-Key": key} if key else {}
        for attempt in range(1, TRIES + 1):
            try:
                answer = self.http.request(method, path, headers=headers, **body)
            except httpx.TransportError:
                if attempt == TRIES or (method != "GET" and not key):
                    raise
                time.sleep(2**attempt)
                continue
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS and attempt < TRIES:
                time.sleep(min(int(answer.headers.get("Retry-After", "1")), LONGEST_WAIT))
                continue
            if answer.is_error:
                raise Problem(answer.json())
            return answer
        raise Problem(answer.json())


def _key() -> str:
    return uuid.uuid4().hex


def main() -> None:
    """Search, and with a token show one's cases."""
    site, query = sys.argv[1], sys.argv[2]
    zhiquan = Zhiquan(site, os.environ.get("ZHIQUAN_TOKEN", ""))
    for hit, _ in zip(zhiquan.search(query), range(20), strict=False):
        print(hit["key"], hit["title"], "、".join(hit["parties"]))  # noqa: T201


if __name__ == "__main__":
    main()
