"""The rulebook's pages: what lies as files, what changes, and publishing by the administrator alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.hall.cases import shelf
from zhiquan.office.access.models import Department, Post, User
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import today

START = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def region(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, with the shipped pledge in force."""
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path).make())
    publish(shelf.package("pledge"), by="test", in_force_from=START)
    return settings.DATA.region


def client(role: str) -> Client:
    user = User.objects.create_user(username=role, display_name=role)
    department, _ = Department.objects.get_or_create(name="科室", division="990100")
    Post.objects.create(user=user, department=department, role=role, valid_from=START)
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def lay_own(region: Path, **changes: Any) -> Path:
    """Lay the pledge as the region's own, changed, under a later version."""
    folder = region / "matters/pledge"
    for path in (SHIPPED / "matters/pledge").rglob("*.yaml"):
        target = folder / path.relative_to(SHIPPED / "matters/pledge")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    definition = {**read_yaml(folder / "definition.yaml"), "version": "2099.1", **changes}
    (folder / "definition.yaml").write_text(yaml.safe_dump(definition, allow_unicode=True), encoding="utf-8")
    return folder


def digest(html: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', html)
    assert found, "the page offers to publish"
    return found[1]


def test_the_list_says_whose_a_definition_is_and_where_it_stands(region: Path) -> None:
    staff = client("examiner")
    assert "随程序自带" in staff.get("/rulebook/").content.decode()
    lay_own(region)
    html = staff.get("/rulebook/").content.decode()
    assert "本地区自己的" in html
    assert "有新版本可发布" in html
    assert "2099.1" in html


def test_what_changes_is_shown_from_and_to(region: Path) -> None:
    lay_own(region, conditions=[{"zh": "全新的条件", "en": "A new condition"}])
    html = client("examiner").get("/rulebook/pledge/compare/").content.decode()
    assert "全新的条件" in html
    assert "2099.1" in html
    assert "内容相同" in client("reviewer").get("/rulebook/pledge/compare/?from=now&to=shipped").content.decode()


def test_the_administrator_sees_the_proof_first_and_publishes_what_was_looked_at(region: Path) -> None:
    folder = lay_own(region)
    administrator = client("administrator")
    html = administrator.get("/rulebook/pledge/publish/").content.decode()
    assert "定义和全部情景通过" in html
    seen = digest(html)
    letter = folder / "letters/result.yaml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("title:", "title: 新"), encoding="utf-8")
    posted = {"start": today().isoformat(), "digest": seen}
    told = administrator.post("/rulebook/pledge/publish/", posted, follow=True).content.decode()
    assert "文件在查看之后又改动了" in told
    posted["digest"] = digest(told)
    assert "已发布。" in administrator.post("/rulebook/pledge/publish/", posted, follow=True).content.decode()
    version = DefinitionVersion.objects.get(version="2099.1")
    assert (version.origin, version.published_by, version.in_force_from) == ("region", "administrator", today())


def test_nobody_else_publishes(region: Path) -> None:
    lay_own(region)
    seen = digest(client("administrator").get("/rulebook/pledge/publish/").content.decode())
    posted = {"start": today().isoformat(), "digest": seen}
    for role in ("examiner", "head", "security", "audit"):
        staff = client(role)
        assert 'name="digest"' not in staff.get("/rulebook/pledge/publish/").content.decode()
        assert "只有系统管理员" in staff.post("/rulebook/pledge/publish/", posted, follow=True).content.decode()
    assert Client().post("/rulebook/pledge/publish/", posted).status_code == 403
    assert not DefinitionVersion.objects.filter(version="2099.1").exists()


def test_a_definition_with_faults_is_shown_and_cannot_be_published(region: Path) -> None:
    lay_own(region, basis=["no.such"])
    html = client("administrator").get("/rulebook/pledge/publish/").content.decode()
    assert "1 处错误，不能发布" in html
    assert 'name="digest"' not in html


def test_a_definition_that_cannot_be_read_is_told_and_breaks_no_page(region: Path) -> None:
    (lay_own(region) / "definition.yaml").write_text("code: [", encoding="utf-8")
    staff = client("administrator")
    assert "无法读取" in staff.get("/rulebook/").content.decode()
    assert "region/matters/pledge/definition.yaml" in staff.get("/rulebook/pledge/").content.decode()
    followed = staff.get("/rulebook/pledge/publish/", follow=True)
    assert followed.status_code == 200
    assert "YAML" in followed.content.decode()


def test_a_new_shipped_version_is_offered_beside_the_regions_own(region: Path) -> None:
    lay_own(region)
    administrator = client("administrator")
    publish(shelf.package("pledge"), by="test", in_force_from=START)
    assert "自带有新版本" not in administrator.get("/rulebook/").content.decode()
    row = DefinitionVersion.objects.get(version="2099.1")
    shipped = row.beside
    row.pk, row._state.adding, row.version, row.beside = None, True, "2099.0", "2000.1"
    row.in_force_from = date(2026, 2, 1)
    row.save()
    assert f"自带有新版本 {shipped}" in administrator.get("/rulebook/").content.decode()


def lay_law(region: Path) -> Path:
    """Give the region a shorter limit for supplements."""
    (region / "law").mkdir()
    entry = {"key": "licensing.supplement", "value": 10, "unit": "working_day", "from": START, "scope": "990100",
             "selected_by": "act", "sure": True, "source": {"act": "local", "article": "第一条"}}  # fmt: skip
    document = {"acts": {"local": {"zh": "示例市规定", "en": "Rules of the city"}}, "provisions": [entry]}
    path = region / "law/local.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_the_regions_own_provisions_are_listed_against_what_ships(region: Path) -> None:
    path = lay_law(region)
    staff = client("examiner")
    html = staff.get("/rulebook/law/").content.decode()
    assert "示例市规定" in html
    assert "15" in html
    path.write_text("acts: [", encoding="utf-8")
    assert "region/law/local.yaml" in staff.get("/rulebook/law/").content.decode()
