"""What is visited: addresses of each kind of page, drawn from what the data folder holds, and who may see them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.test import Client

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import cases_for
from zhiquan.office.access.models import Organisation, User
from zhiquan.office.access.selectors import actor_for
from zhiquan.records.search import open_index
from zhiquan.settings.now import today

QUERIES = ("装置", "电池", "TI=(传感器 AND 压力)", "传感器 NOT KI=外观设计", "IC=G01L AND AD>=2018", "系统 方法")
MOST = 200
ACCOUNTS = ("qiye", "chuangkou", "chengban", "donghu", "xishan", "tongji", "qianfa")


def places(officer: str) -> dict[str, list[str]]:
    """Return the addresses of each kind of page; cases are those that the officer sees."""
    found = open_index(settings.DATA.index).search("WH=专利", size=MOST, order="newest", facets=False)
    numbers = cases_for(actor_for(User.objects.get(username=officer), today())).values_list("number", flat=True)[:MOST]
    codes = Organisation.objects.values_list("uscc", flat=True)[:MOST]
    return {
        "bare": ["/bare/"],
        "home": ["/"],
        "search": [f"/search/?q={quote(query)}" for query in QUERIES],
        "right": [f"/rights/{hit.key}/" for hit in found.hits],
        "organisation": [f"/organisations/{code}/" for code in codes],
        "worklist": ["/desk/", "/desk/?scope=closed"],
        "case": [f"/desk/cases/{number}/" for number in numbers],
    }


def work_of() -> dict[str, Any]:
    """Return what people at work need: addresses, sessions by account, and what an application is filled with."""
    from zhiquan.hall.cases import shelf
    from zhiquan.portal.demo.cases import answers_of, paper_of, pledgeable

    visited, answers = places("chengban"), answers_of(today())
    guides = [f"/hall/{code}/" for code in shelf.codes()]
    names = ("雷神山", "东湖黄桃", "智新科技", "明远", "青禾")
    kinds = {kind: visited[kind] for kind in ("home", "search", "right", "organisation")}
    return {
        "places": {**kinds, "guide": guides, "similar marks": [f"/marks/similar/?q={quote(one)}" for one in names]},
        "sessions": {name: [cookies(name) for _ in range(MOST)] for name in ACCOUNTS},
        "rights": pledgeable(today()),
        "organisation": Organisation.objects.get(uscc=answers["pledgor_uscc"]).pk,
        "answers": answers,
        "paper": paper_of("application", "示例").hex(),
    }


def cookies(username: str) -> dict[str, str]:
    """Return the cookie of a new session of somebody, without a password."""
    client = Client()
    client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def weights() -> dict[str, Any]:
    """Return what a browser fetches once beside the pages: styles, script and pictures, in bytes as sent (gzip)."""
    import gzip
    from pathlib import Path

    from django.contrib.staticfiles import finders

    styles = [f"{name}.css" for name in ("tokens", "base", "components", "pages", "print")]
    names = (*styles, "wordmark.svg", "icons.svg", "crackle.svg")
    paths = [*(f"zhiquan/{name}" for name in names), "django_htmx/htmx-2.min.js"]
    sizes = [len(gzip.compress(Path(str(finders.find(path))).read_bytes())) for path in paths]
    return {"files": len(sizes), "bytes": sum(sizes), "cases": Case.objects.count()}
