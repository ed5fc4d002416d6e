"""Callers of the API: a party, its twin with other scopes, another party, the office."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.portal.web.conftest import City, actor
from tests.portal.web.conftest import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import counted as counted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import draft as draft  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import drafted as drafted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import entered as entered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import figures as figures  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import registered as registered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import signed as signed  # noqa: PLC0414 - a fixture

from zhiquan.portal.api import tokens
from zhiquan.portal.api.scopes import Scope


def token(username: str, *scopes: Scope, organisation: int | None = None) -> str:
    """A token of somebody, with all scopes unless some are named."""
    _, secret = tokens.make(actor(username), tokens.Wanted("tests", scopes or tuple(Scope), 1, organisation))
    return secret


class Caller:
    """A program that calls the API with a token, or without one."""

    def __init__(self, secret: str = "", language: str = "zh-hans") -> None:
        self.client = Client(headers={"accept-language": language})
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def send(self, method: str, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        told = {**self.headers, "Idempotency-Key": key or uuid.uuid4().hex, **headers}
        if isinstance(body, dict) and isinstance(body.get("file"), SimpleUploadedFile):
            return self.client.post(f"/api/v1{path}", body, headers=told)
        return self.client.generic(method, f"/api/v1{path}", _json(body), "application/json", headers=told)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.send("POST", path, body, **more)


def _json(body: Any) -> bytes:
    import json

    return body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()


@pytest.fixture
def party(city: City) -> Caller:
    return Caller(token("qiye"))


@pytest.fixture
def visitor(city: City) -> Caller:
    return Caller()


@pytest.fixture
def office(city: City) -> Caller:
    return Caller(token("chengban"))
