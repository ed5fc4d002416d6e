"""``zhiquan tokens``: made in a person's name, told once, listed and revoked."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from tests.portal.web.conftest import PASSWORD

from zhiquan.office.access.models import Organisation
from zhiquan.portal.api import tokens
from zhiquan.portal.cli.main import root
from zhiquan.portal.demo import seed_people
from zhiquan.rules.refusal import NotFound, Refusal


@pytest.fixture(autouse=True)
def _people(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    seed_people(PASSWORD)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["tokens", *arguments])


def test_a_token_is_made_listed_and_revoked() -> None:
    uscc = Organisation.objects.order_by("pk")[0].uscc
    made = run("make", "qiye", "erp", "--scope", "cases:read", "--days", "5", "--organisation", uscc)
    secret = made.stdout.strip()
    token = tokens.known(secret)
    assert token is not None
    assert tokens.is_good(token)
    (row,) = json.loads(run("list", "--by", "anquan", "--json").output)
    assert (row["user"], row["name"], row["scopes"], row["standing"]) == ("qiye", "erp", ["cases:read"], "in-force")
    assert secret not in run("list", "--by", "qiye").output
    assert isinstance(run("revoke", str(token.pk), "--by", "chengban").exception, NotFound)
    assert "Revoked" in run("revoke", str(token.pk), "--by", "qiye").output
    assert tokens.known(secret) is not None
    assert not tokens.is_good(tokens.known(secret))  # type: ignore[arg-type]


def test_a_token_for_somebody_elses_organisation_is_refused() -> None:
    refused = run("make", "chengban", "erp", "--scope", "cases:read", "--organisation", "91990100MA0000012R")
    assert isinstance(refused.exception, Refusal)
    assert isinstance(run("make", "nobody", "erp", "--scope", "cases:read").exception, NotFound)
