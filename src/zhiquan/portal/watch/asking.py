"""The question of a saved search, as its address holds it and as it is put."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from zhiquan.portal.watch.models import SavedSearch
from zhiquan.records.search import Synonyms
from zhiquan.records.search.language.tree import Node
from zhiquan.records.search.question import question
from zhiquan.records.search.synonyms import NONE


def node_of(search: SavedSearch) -> Node:
    """Return what a search asks today; ``Refusal`` ``search.*`` where the language no longer reads it."""
    return node_for(search.asked)


def node_for(asked: dict[str, Any]) -> Node:
    """Return what is asked, in the form that ``SavedSearch.asked`` keeps."""
    synonyms = Synonyms.read(settings.DATA.region) if asked["wide"] else NONE
    return question(asked["q"], tuple(asked["sets"]), asked["mode"], asked["within"], synonyms).node


def address_of(search: SavedSearch) -> str:
    """Return the query string that opens the search."""
    asked = search.asked
    pairs = [("q", asked["q"]), *(("set", one) for one in asked["sets"])]
    pairs += [("mode", asked["mode"])] if asked["mode"] != "exact" else []
    pairs += [("within", asked["within"])] if asked["within"] else []
    pairs += [("wide", "1")] if asked["wide"] else []
    return urlencode(pairs)
