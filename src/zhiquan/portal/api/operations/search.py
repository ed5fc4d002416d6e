"""Search over rights, one right's file, similar marks; open to everybody."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.api.caller import actor_within
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import search as shapes
from zhiquan.portal.api.shapes.base import Cursor, Day
from zhiquan.portal.dossier.file import right_file
from zhiquan.portal.dossier.reading import find_right, panels_for, told_of_right
from zhiquan.portal.web.search.source import index
from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.marks import asked
from zhiquan.records.marks.register import open_register
from zhiquan.records.search import Mode, Order, Searched, Synonyms
from zhiquan.records.search.describing import WHAT, shown
from zhiquan.records.search.synonyms import NONE
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

room = Room(Text("检索", "Search"))
Asked = Annotated[str, Query(min_length=1, max_length=2_000)]


@room.read(
    "/search",
    Text("检索专利、商标、地理标志", "Search patents, marks and geographical indications"),
    shapes.SearchAnswer,
)
def search(
    request: HttpRequest,
    q: Asked,
    mode: Mode = "exact",
    within: Annotated[str, Query(max_length=2_000)] = "",
    order: Order = "newest",
    sets: Annotated[list[Annotated[str, Query(max_length=2_000)]], Query(max_length=9, alias="set")] = [],
    wide: bool = False,
    facets: bool = True,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Search in the query language (`TI=(锂电池 AND 隔膜) AND IC=H01M`), or with `mode=smart` by words, best first.

    `set` are earlier queries that `#1`, `#2` stand for; `within` narrows; `wide` also looks for synonyms. Facets carry
    the query that narrows to each value. `next` continues with the same question; by date every hit can be reached.
    """
    question = {"q": q, "mode": mode, "within": within, "order": order, "sets": sets, "wide": wide}
    current = index()
    found = current.search(
        q.strip(),
        size=limit,
        after=opened("search", question, cursor),
        order=order,
        facets=facets,
        sets=sets,
        mode=mode,
        within=within,
        synonyms=Synonyms.read(settings.DATA.region) if wide else NONE,
    )
    return {
        "total": found.total,
        "capped": found.capped,
        "version": current.version,
        "hits": [told_of_record(hit.record) for hit in found.hits],
        "facets": found.facets,
        "next": sealed("search", question, found.next),
    }


@room.read("/rights/{number}", Text("一件一档", "One right's file"), shapes.Right)
def right(request: HttpRequest, number: Annotated[str, Path(max_length=120)], on: Day | None = None) -> dict[str, Any]:
    """Tell everything of one right as it stands on a day (today by default): record, legal status, term, annuities,
    events, and what each room shows this caller. Any usual form of an application or publication number will do.
    """
    day, record = on or today(), find_right(number)
    about = told_of_right(record)
    known: dict[str, Any] = {"standing": None, "expires_on": None, "annuities": [], "doubts": [], "gaps": []}
    if isinstance(record, PatentRecord):
        file = right_file(record, day, law_book(settings.DATA.region), about["events"])
        known = {"standing": file.status, "annuities": file.annuities, "doubts": file.doubts, "gaps": file.gaps}
        known["expires_on"] = file.term.expires_on if file.term else None
    return {
        **told_of_record(record),
        **known,
        "on": day,
        "classes": _classes(record),
        "sources": about["sources"],
        "events": about["events"],
        "panels": panels_for(record.key, actor_within(request, Scope.CASES_READ), day),
    }


@room.read("/marks/similar", Text("商标近似线索", "Leads to similar marks"), shapes.Leads)
def similar_marks(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    symbols: Annotated[
        str,
        Query(
            max_length=200,
            alias="class",
            description="类别（5）或类似群（0501） · Classes (5) or similar groups (0501)",
        ),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> dict[str, Any]:
    """Find the marks of the register most similar to a text by sound, shape, meaning and goods, each with its reasons.

    Leads for a person to look at, never a verdict.
    """
    register = open_register(settings.DATA.index)
    found = register.similar(asked(q, symbols), limit=limit)
    return {"searched": len(register), "leads": [_lead(match) for match in found]}


def told_of_record(record: Searched) -> dict[str, Any]:
    """Return a right as a hit tells it."""
    title, text = shown(record)
    return {
        "key": record.key,
        "what": WHAT[type(record)].value,
        "title": title,
        "title_en": getattr(record, "title_en", ""),
        "abstract": text,
        "parties": _parties(record),
        "filing_date": record.filing_date,
        "publication_date": record.publication_date,
        "status": record.status,
        "division": record.division,
    }


def _parties(record: Searched) -> list[str]:
    match record:
        case PatentRecord():
            return list(record.applicants)
        case MarkRecord():
            return list(record.owners)
        case _:
            return [party.name for party in record.parties]


def _classes(record: Searched) -> list[str]:
    match record:
        case PatentRecord():
            return list(record.classes)
        case MarkRecord():
            return [f"nice:{one.nice_class:02d}" for one in record.classes]
        case _:
            return []


def _lead(match: Any) -> dict[str, Any]:
    mark, found = match.mark, match.comparison
    return {
        "key": mark.key,
        "number": mark.number,
        "text": mark.text,
        "classes": sorted(mark.classes),
        "status": mark.status,
        "score": found.score,
        "bucket": found.bucket,
        "goods": found.goods_text,
        "signals": found.signals,
    }
