"""Forms on a page: a table is asked cell by cell, a party among those of the case, what is reckoned not at all."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from zhiquan.portal.web.forms import SPARE_ROWS, Party, rows, typed
from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.fields import Field

LABEL = {"zh": "项", "en": "item"}
TABLE = Field.model_validate(
    {
        "key": "others", "label": LABEL, "type": "table", "least_rows": 1, "most_rows": 4,
        "columns": [{"key": "name", "label": LABEL, "type": "text"},
                    {"key": "code", "label": LABEL, "type": "text", "required": False}],
    }
)  # fmt: skip


def posted(**fields: str) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.appendlist(name.replace("__", "."), value)
    return typed(query, [TABLE])


def test_a_table_is_typed_cell_by_cell_and_empty_rows_do_not_count() -> None:
    given = posted(
        others__0__name="甲", others__0__code="", others__1__name=" ", others__10__name="丙", others__2__name="乙"
    )
    assert [row["name"] for row in given["others"]] == ["甲", "乙", "丙"]
    assert read([TABLE], given).values == {"others": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]}
    assert posted(others__x__name="甲") == {"others": []}


def test_what_was_typed_stands_in_its_cells_with_empty_rows_below_up_to_the_most() -> None:
    (row,) = rows([TABLE], {"others": [{"name": "甲", "code": "1"}, {"name": "乙"}]})
    assert row.widget == "table"
    assert [[cell.value for cell in cells] for cells in row.table] == [["甲", "1"], ["乙", ""], ["", ""], ["", ""]]
    assert row.table[1][0].name == "others.1.name"
    assert len(rows([TABLE], {})[0].table) == SPARE_ROWS


def test_a_party_is_chosen_among_those_of_its_role_and_what_is_reckoned_is_not_asked() -> None:
    party = Field.model_validate({"key": "who", "label": LABEL, "type": "party", "party": "respondent"})
    sum_ = Field.model_validate({"key": "sum", "label": LABEL, "type": "money", "required": False, "formula": "1"})
    case = [Party("respondent-1", "respondent", "甲"), Party("witness-1", "witness", "乙")]
    (row,) = rows([party, sum_], {"who": "respondent-1"}, parties=case)
    assert (row.widget, [one.name for one in row.parties], row.chosen) == ("parties", ["甲"], ("respondent-1",))
    assert typed(QueryDict("who=respondent-1&sum=9"), [party, sum_]) == {"who": "respondent-1"}
