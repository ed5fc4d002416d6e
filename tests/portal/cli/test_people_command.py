"""``zhiquan people``: an office set up from the machine, then run in its administrators' names."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from zhiquan.office.access.models import Deputy, Post, User
from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import today


@pytest.fixture(autouse=True)
def _english(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["people", *arguments])


def test_an_empty_site_gets_its_people_in_order() -> None:
    for name in ("anquan", "chengban", "shenhe"):
        assert "/account/welcome/" in run("add", name, "某人").output
    assert "anquan" not in run("list").output
    assert isinstance(run("appoint", "chengban", "examiner", "运用科").exception, Refusal), "nobody appoints unnamed"
    assert run("appoint", "anquan", "security", "局机关").exit_code == 0
    assert isinstance(run("appoint", "shenhe", "security", "局机关").exception, Refusal)
    for name, role in (("chengban", "examiner"), ("shenhe", "reviewer")):
        assert run("appoint", name, role, "运用科", "--by", "anquan", "--until", "2030-12-31").exit_code == 0
    listed = json.loads(run("list", "--json").output)
    assert {(row["username"], row["role"], row["until"]) for row in listed} == {
        ("anquan", "security", None), ("chengban", "examiner", "2030-12-31"), ("shenhe", "reviewer", "2030-12-31"),
    }  # fmt: skip
    post, day = Post.objects.get(user__username="chengban").pk, today().isoformat()
    assert run("deputy", str(post), "shenhe", day, day, "--by", "chengban").exit_code == 0
    assert Deputy.objects.get().user.username == "shenhe"
    assert "→ 某人" in run("list", "--role", "examiner").output
    assert run("end", str(post), "--by", "anquan").exit_code == 0
    assert "chengban" not in run("list").output


def test_what_is_not_there_is_told() -> None:
    User.objects.create_user("lin")
    assert run("appoint", "lin", "king", "局机关").exit_code == 2
    assert isinstance(run("appoint", "nobody", "examiner", "局机关").exception, Refusal)
    assert isinstance(run("link", "nobody").exception, Refusal)
    assert "/account/welcome/" in run("link", "lin").output
