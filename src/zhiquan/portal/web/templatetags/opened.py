"""One value of an opened row as people write it, with the file or the case that it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhiquan.insight.figures.views import Naming
from zhiquan.portal.web.templatetags.zq import day, is_case, money, number, say
from zhiquan.scenes.reporting.selectors import ColumnView, OpenedRow

register = template.Library()
_NUMBERS = {"integer", "money"}
_NONE = format_html('<span class="fine">{}</span>', "—")


@register.simple_tag
def cell(row: OpenedRow, column: ColumnView) -> str:
    """Return a value: codes by their words, days and sums in people's form, rights and cases as links.

    A case is a link where the whole row is shown, which is where its case may be opened.
    """
    value = row.values[column.name]
    if column.name in row.words:
        return "、".join(say(word) for word in row.words[column.name])
    if column.names == Naming.RIGHT:
        return _links("rights", [value] if isinstance(value, str) else value)
    if column.names == Naming.CASE and row.full and value and is_case(value):
        return _links("desk.case", [value])
    return _written(value)


@register.filter
def align(column: ColumnView) -> str:
    """Return how a column stands in a table: numbers to the right, several rights in lines, codes unbroken."""
    if column.type in _NUMBERS:
        return "number"
    return "many" if column.type == "texts" else "whole" if column.type == "date" or column.names else ""


def _links(name: str, keys: Sequence[str] | None) -> SafeString:
    if not keys:
        return _NONE
    return format_html_join(" ", '<a class="mono" href="{}">{}</a>', ((reverse(name, args=[key]), key) for key in keys))


def _written(value: Any) -> str:
    if value in (None, "", []):
        return _NONE
    if isinstance(value, list):
        return "、".join(value)
    return next((write(value) for kind, write in _WRITTEN if isinstance(value, kind)), str(value))


_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = ((date, day), (Decimal, money), (int, number))
