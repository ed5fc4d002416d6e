"""The description of the API: kept with the program, equal to what the program says, whole in both languages."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from zhiquan.portal.api.about import ABOUT
from zhiquan.portal.api.openapi import operations
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.site import api
from zhiquan.portal.cli.main import root

KEPT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"


def test_the_description_that_is_kept_is_the_one_that_is_served() -> None:
    printed = CliRunner().invoke(root, ["api", "schema"]).output
    assert printed == KEPT.read_text("utf-8"), "run: zhiquan api schema > docs/reference/openapi.json"


def test_every_operation_is_told_in_both_languages_and_asks_for_a_scope_that_exists() -> None:
    described = {one["operationId"]: one for _, _, one in operations(json.loads(KEPT.read_text("utf-8")))}
    assert set(described) == set(ABOUT)
    for name, one in described.items():
        assert all(one["x-title"].values()), name
        assert all(one["x-about"].values()), name
        assert not one["x-scope"] or Scope(one["x-scope"]), name


def test_every_text_that_comes_in_has_an_end_and_every_number_its_bounds() -> None:
    schema = json.loads(KEPT.read_text("utf-8"))
    loose = []
    for _, _, one in operations(schema):
        for part in one.get("parameters", ()):
            kinds = part.get("schema", {}).get("anyOf", [part.get("schema", {})])
            loose += [f"{one['operationId']} {part['name']}" for kind in kinds if _loose(kind)]
    assert loose == []


def _loose(kind: dict[str, object]) -> bool:
    if kind.get("type") == "string":
        return not {"maxLength", "enum", "pattern", "format"} & set(kind)
    return kind.get("type") == "integer" and not {"minimum", "maximum"} <= set(kind)


def test_what_changes_something_by_post_asks_for_a_key_and_a_scope() -> None:
    for path, method, one in operations(api.get_openapi_schema()):
        asks = {"$ref": "#/components/parameters/IdempotencyKey"} in one.get("parameters", ())
        assert asks is one["x-once"], path
        if method in {"put", "delete"} or one["x-once"]:
            assert one["x-scope"].endswith(":write"), path
