"""Tags and filters of all templates: texts, days, numbers, icons, badges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from zhiquan.definitions.divisions import Divisions
from zhiquan.hall.cases.views import CheckView, ClockView
from zhiquan.insight.figures.definition import Unit, shown
from zhiquan.records.corpus.model import EventKind, Regime
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text

register = template.Library()

OUTCOMES = {
    "pass": gettext_lazy("通过"),
    "fail": gettext_lazy("不通过"),
    "unknown": gettext_lazy("无法判断"),
}


def _english() -> bool:
    return (get_language() or "").startswith("en")


CLOCKS = {
    "running": ("pass", "clock", gettext_lazy("计时中")),
    "paused": ("unknown", "pause", gettext_lazy("已中止")),
    "met": ("pass", "pass", gettext_lazy("按时完成")),
    "overdue": ("solid", "alert", gettext_lazy("已超期")),
    "late": ("fail", "alert", gettext_lazy("逾期完成")),
}


@register.filter
def say(value: object) -> str:
    """Return a ``Text`` in the language of the page; anything else as it is."""
    if isinstance(value, Text):
        return value.say(get_language() or "zh-hans")
    return "" if value is None else str(value)


@register.filter
def day(value: date | None) -> str:
    """Return a date as people write it: 2026年11月22日, or 22 November 2026."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = localtime(value).date()
    return date_format(value, "j F Y" if _english() else "Y年n月j日")


@register.filter
def moment(value: datetime | str | None) -> str:
    """Return a date with hours and minutes, in Asia/Shanghai; also of a moment given as ISO text."""
    if value is None:
        return "—"
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return date_format(localtime(value), "j F Y, H:i" if _english() else "Y年n月j日 H:i")


@register.filter
def number(value: int | Decimal | None) -> str:
    """Return a number with thousands separated and its own decimals kept; a dash for none."""
    return "—" if value is None else f"{value:,}"


@register.filter
def money(value: Decimal | None) -> str:
    """Return a sum with its thousands separated; a whole one without the two noughts behind it."""
    return number(int(value) if value is not None and value == int(value) else value)


@register.filter
def unit(value: Decimal | str, of: Unit) -> str:
    """Return an exact value in the unit that it is shown in, the unit behind it."""
    return f"{shown(of, Decimal(value)):,} {say(of.name)}"


@register.filter
def worst_first(checks: Iterable[CheckView]) -> list[CheckView]:
    """Return checks with what stands in the way first: fail, unknown, pass; otherwise in their order."""
    return sorted(checks, key=lambda check: ("fail", "unknown", "pass").index(check.outcome.value))


@register.filter
def kind(value: str) -> Text:
    """Return the name of a patent kind 专利类型; a dash where no source tells it."""
    return PatentKind(value).label if value else Text("—", "—")


@register.filter
def happening(value: str) -> Text:
    """Return the name of a legal event."""
    return EventKind(value).label


@register.filter
def regime(value: str) -> Text:
    """Return the name of a regime of geographical indications."""
    return Regime(value).label


@register.filter
def place(code: str, places: Divisions) -> str:
    """Return the name of a division."""
    return say(places.name(code))


@register.filter
def is_case(number: str) -> bool:
    """Whether a number has the form of a case's: a prefix, a year, a serial."""
    return re.fullmatch(r"[A-Z]{2,8}-\d{4}-\d+", number) is not None


@register.filter
def entry(mapping: dict[str, object], key: str) -> object:
    """Return one entry of a mapping, or nothing."""
    return mapping.get(key, "")


@register.filter
def abs(value: int) -> int:  # noqa: A001 - the name of the filter
    """Return a number without its sign."""
    return -value if value < 0 else value


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return one icon of the sprite; it is decoration, the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("zhiquan/icons.svg"), name
    )


@register.simple_tag
def outcome(value: str) -> SafeString:
    """Return the badge of a check: pass, fail or unknown, by shape and word."""
    return format_html('<span class="badge {}">{} {}</span>', value, icon(value), OUTCOMES[value])


@register.simple_tag
def clock_badge(state: str) -> SafeString:
    """Return the badge of a clock: running, paused, met, overdue or late."""
    look, sign, word = CLOCKS[state]
    return format_html('<span class="badge {}">{} {}</span>', look, icon(sign), word)


SOON = timedelta(days=3)
"""A last day so near is shown apart from those that leave time."""


@register.simple_tag
def due_badge(due_on: date, on: date) -> SafeString:
    """Return how far a last day is as a badge that says by shape whether it has passed, is near, or leaves time."""
    left = due_on - on
    look, sign = ("solid", "alert") if left < timedelta(0) else ("unknown", "clock") if left <= SOON else ("", "clock")
    return format_html('<span class="badge {}">{} {}</span>', look, icon(sign), due_in(due_on, on))


@register.filter
def stopped(clocks: Iterable[ClockView], whether: bool) -> list[ClockView]:  # noqa: FBT001 - a filter's argument
    """Return the clocks that have stopped for good, or those that count: the one that ends first before the others."""
    chosen = [clock for clock in clocks if clock.ended is whether]
    return chosen if whether else sorted(chosen, key=lambda clock: clock.due_on or date.max)


@register.simple_tag
def due_in(due_on: date, on: date) -> str:
    """Return how far a due date is, in calendar days: 今天到期, 5天后到期, 已过3天."""
    days = (due_on - on).days
    if days == 0:
        return gettext("今天到期")
    if days > 0:
        return ngettext("%(days)d 天后到期", "%(days)d 天后到期", days) % {"days": days}
    return ngettext("已过 %(days)d 天", "已过 %(days)d 天", -days) % {"days": -days}
