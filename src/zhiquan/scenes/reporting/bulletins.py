"""Bulletins 月报 and white papers 白皮书: drafted from figures, checked against what is signed, issued once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.bulletins import Plan, Section, plan
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.comparing import compared
from zhiquan.insight.figures.definition import Comparison, Indicator, shown
from zhiquan.insight.figures.facts import digest
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import Bulletin, SignedFigure
from zhiquan.scenes.reporting.signing import Line, own_values, sheet, signed_values
from zhiquan.scenes.reporting.unplaced import rest_named

YEAR_END = 12


class Stand(StrEnum):
    """How a printed figure stands to what is signed."""

    AGREES = "agrees"
    UNSIGNED = "unsigned"
    DIFFERS = "differs"
    RESTATED = "restated"

    @property
    def label(self) -> Text:
        """The stand in words."""
        return _STANDS[self]


_STANDS = {
    Stand.AGREES: Text("与核定数一致", "as signed"),
    Stand.UNSIGNED: Text("尚未核定", "not signed"),
    Stand.DIFFERS: Text("与核定数不一致", "unlike what is signed"),
    Stand.RESTATED: Text("印发后已修订", "restated since"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a text states: ``value`` as it is printed, in the unit that the indicator is shown in."""

    indicator: str
    division: str
    period: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with how it stands: ``signed`` is the figure signed for the same cell, ``None`` where there is none."""

    claim: Claim
    stand: Stand
    signed: SignedFigure | None


def check(claims: Iterable[Claim]) -> list[Checked]:
    """Compare what a text states with what is signed, figure by figure; a value first signed and restated says so."""
    read = catalogue(settings.DATA.region)
    found = []
    for claim in claims:
        unit = read.indicator(claim.indicator).unit
        chain = SignedFigure.objects.filter(
            indicator=claim.indicator, division=claim.division, period=claim.period
        ).order_by("pk")
        values = [(one, shown(unit, Decimal(one.value))) for one in chain]
        found.append(Checked(claim, _stand(claim, values), values[-1][0] if values else None))
    return found


def _stand(claim: Claim, values: Sequence[tuple[SignedFigure, Decimal]]) -> Stand:
    if not values:
        return Stand.UNSIGNED
    if claim.value == values[-1][1]:
        return Stand.AGREES
    return Stand.RESTATED if any(claim.value == value for _, value in values) else Stand.DIFFERS


def draft(kind: str, division: str, period: str, on: date) -> dict[str, Any]:
    """Return a bulletin's content: paragraphs of text and figures, tables by place. Figures not signed say so.

    ``period`` is a month; of flows the running total of its year is printed. A white paper has an edition in English
    too (``en``): the same figures, in other words.
    """
    read = catalogue(settings.DATA.region)
    wanted, names = parse_period(period), divisions(settings.DATA.region)
    if wanted.to_date or (kind == "yearly" and wanted.month != YEAR_END):
        raise Refusal("bulletins.period", _PERIOD)
    if division not in names:
        raise NotFound("figures.division", Text("没有行政区划“{c}”。", "No division “{c}”.").format(c=division))
    made = plan(kind, read, settings.DATA.region)
    lines = _lines(made, division, wanted, on)
    before = _before(made, division, wanted)
    year = Text(f"{wanted.year}年", str(wanted.year))
    subtitle = year if kind == "yearly" else Text(f"{wanted.year}年{wanted.month}月", wanted.code)

    def edition(language: str) -> dict[str, Any]:
        sections = (_section(section, lines, before, language) for section in made.sections)
        return {
            "language": language,
            "title": made.title.format(place=names[division]).say(language),
            "subtitle": subtitle.say(language),
            "sections": [one for one in sections if one["paragraphs"]],
            "notes": list(_notes(made, read, lines, language)),
        }

    return edition("zh") | ({"en": edition("en")} if kind == "yearly" else {})


def edition_of(content: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a content in a language where it has such an edition, else in Chinese."""
    found: dict[str, Any] = content.get("en", content) if language.lower().startswith("en") else content
    return found


def _lines(made: Plan, division: str, period: Period, on: date) -> dict[str, Line]:
    running = Period(period.year, period.month, to_date=True)
    lines = [*sheet(division, period.code, on, made.codes), *sheet(division, running.code, on, made.codes)]
    return {line.indicator.code: line for line in lines if line.indicator.as_of or line.period.to_date}


def _before(made: Plan, division: str, period: Period) -> dict[str, Decimal]:
    """Return the figures of a year before: as signed, else as computed now by the same definition."""
    found: dict[str, Decimal] = {}
    for to_date in (False, True):
        code = Period(period.year - 1, period.month, to_date).code
        found |= {one: value for (one, _), value in own_values(sorted(made.codes), [division], code).items()}
        signed = signed_values(made.codes, [division], code)
        found |= {one: Decimal(row.value) for (one, _), row in signed.items()}
    return found


def _section(section: Section, lines: dict[str, Line], before: dict[str, Decimal], language: str) -> dict[str, Any]:
    there = [lines[code] for code in section.indicators if code in lines and _value(lines[code]) is not None]
    return {
        "label": section.label.say(language),
        "paragraphs": [_sentence(line, before.get(line.indicator.code), language) for line in there],
        "table": _table(lines[section.by_place], language) if section.by_place in lines else None,
    }


def _value(line: Line) -> Decimal | None:
    """Return what is printed: the signed value, else the first there is, own before published before returned."""
    if line.signed:
        return Decimal(line.signed.value)
    return line.values[0][1] if line.values else None


def _sentence(line: Line, before: Decimal | None, language: str) -> list[Any]:
    """Return one sentence: when, what, how much, and how it moved."""
    one, value, label = line.indicator, _value(line) or Decimal(0), line.period.label
    when = _AT_END.format(month=Period(line.period.year, line.period.month).label) if one.as_of else label
    parts: list[Any] = [_OPENING.format(when=when, what=one.label).say(language), _printed(line, value, language)]
    change = compared(one, value, before, Comparison.SAME_PERIOD) if line.signed or line.own is not None else None
    return [*parts, (_MOVED.format(change=change.said) if change else _STOP).say(language)]


def _printed(line: Line, value: Decimal, language: str) -> dict[str, Any]:
    """Return a figure as a bulletin keeps it: what is printed, and what it is."""
    one = line.indicator
    return {
        "text": _said(one, value).say(language),
        "indicator": one.code,
        "division": line.division,
        "period": line.period.code,
        "value": str(shown(one.unit, value)),
        "signed": line.signed.pk if line.signed else None,
        "basis": line.signed.basis if line.signed else "",
    }


def _said(one: Indicator, value: Decimal) -> Text:
    number = f"{shown(one.unit, value):,}"
    return Text(f"{number}{one.unit.name.zh}", f"{number} {one.unit.name.en}")


def _table(line: Line, language: str) -> dict[str, Any] | None:
    """Return one indicator by the places directly below, most first: signed where signed, else as computed."""
    names = divisions(settings.DATA.region)
    places = [code for code in names if names.parent_of(code) == line.division]
    code, one = line.indicator.code, line.indicator
    own = own_values([code], places, line.period.code)
    signed = signed_values([code], places, line.period.code)
    lines = [
        Line(one, place, line.period, own.get((code, place)), None, None, signed.get((code, place))) for place in places
    ]
    rows = [(held, value) for held in lines if (value := _value(held)) is not None]
    if not rows:
        return None
    ordered = sorted(rows, key=lambda row: -row[1])
    rest = (_value(line) or Decimal(0)) - sum(value for _, value in rows)
    return {
        "caption": _CAPTION.format(label=one.label, unit=one.unit.name).say(language),
        "rows": [
            {"place": names[held.division].say(language), "figure": _printed(held, value, language)}
            for held, value in ordered
        ],
        "rest": _rest(line, rest, language) if one.additive and rest else None,
    }


def _rest(line: Line, rest: Decimal, language: str) -> dict[str, str]:
    """Return what the places below do not add up to, in words; nobody signs it, for it is no figure of its own."""
    text = _said(line.indicator, rest)
    return {"place": rest_named(line.division, rest).say(language), "text": text.say(language)}


def _notes(made: Plan, read: Any, lines: dict[str, Line], language: str) -> Iterator[str]:
    for code in (code for section in made.sections for code in section.indicators):
        if code in lines and _value(lines[code]) is not None:
            one: Indicator = read.indicator(code)
            yield _NOTE.format(label=one.label, basis=one.basis).say(language)


def figures_of(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every figure that a content prints."""
    for section in content["sections"]:
        yield from (part for paragraph in section["paragraphs"] for part in paragraph if isinstance(part, dict))
        yield from (row["figure"] for row in (section["table"] or {}).get("rows", ()))


def claims_of(content: dict[str, Any]) -> list[Claim]:
    """Return what a content states, to be checked."""
    return [
        Claim(one["indicator"], one["division"], one["period"], Decimal(one["value"])) for one in figures_of(content)
    ]


def issue(actor: Actor, kind: str, division: str, period: str, at: datetime) -> Bulletin:
    """Issue a bulletin; refused while a figure that it prints is not signed. Each issue of a period has a number."""
    if not actor.holds(Role.HEAD, division):
        raise Refusal("bulletins.role", _ROLE)
    content = draft(kind, division, period, at.date())
    found = check(claims_of(content))
    if not found or any(one.stand is not Stand.AGREES for one in found):
        open_ = [one for one in found if one.stand is not Stand.AGREES]
        raise Refusal("bulletins.unsigned", _UNSIGNED.format(count=len(open_)))
    try:
        with transaction.atomic():
            number = Bulletin.objects.filter(kind=kind, division=division, period=period).count() + 1
            return Bulletin.objects.create(
                kind=kind,
                division=division,
                period=period,
                issue=number,
                content=content,
                digest=digest(content),
                issued_at=at,
                issued_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Conflict("bulletins.faster", _FASTER) from error


def issued(division: str | None = None) -> QuerySet[Bulletin]:
    """Return the issued bulletins, newest first; they are public."""
    rows = Bulletin.objects.select_related("issued_by").order_by("-period", "-issue", "kind")
    found: QuerySet[Bulletin] = rows.filter(division=division) if division else rows
    return found


def get_bulletin(number: int) -> Bulletin:
    """Return an issued bulletin whose content is what was issued, or refuse."""
    held: Bulletin | None = Bulletin.objects.filter(pk=number).first()
    if held is None:
        raise NotFound("bulletins.none", Text("没有这份公报。", "There is no such bulletin."))
    if digest(held.content) != held.digest:
        raise Refusal("bulletins.changed", _CHANGED)
    return held


def restated_since(bulletin: Bulletin) -> list[tuple[Checked, SignedFigure]]:
    """Return the figures of a bulletin that were restated after it was issued, each with what it reads now."""
    found = check(claims_of(bulletin.content))
    return [(one, one.signed) for one in found if one.stand is Stand.RESTATED and one.signed]


_AT_END, _OPENING = Text("{month}末", "End of {month}"), Text("{when}，{what}", "{when}: {what} ")
_MOVED, _STOP = Text("，{change}。", ", {change}."), Text("。", ".")
_CAPTION, _NOTE = Text("{label}（{unit}）", "{label} ({unit})"), Text("{label}：{basis}", "{label}: {basis}")
_PERIOD = Text(
    "月报的期间应写作 2026-03；白皮书按全年，应写作 2026-12。",
    "A bulletin's period reads 2026-03; a white paper is of a whole year: 2026-12.",
)
_ROLE = Text("公报由该区划的签发人印发。", "A bulletin is issued by the signing head of the place.")
_UNSIGNED = Text(
    "还有 {count} 项数据未核定或与核定数不一致，请先核定再印发。",
    "{count} figures are not signed or differ from what is signed; sign them first.",
)
_FASTER = Text(
    "另一人刚刚印发了同一期，请刷新后查看。", "Somebody has just issued the same bulletin; reload to see it."
)
_CHANGED = Text("公报内容与印发时的摘要不符，已停止展示。", "The content does not match its digest and is withheld.")
