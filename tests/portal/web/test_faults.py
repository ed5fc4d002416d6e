"""What goes wrong is said as it is: a page that stood open too long, a text that is too large."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_form_without_its_token_is_told_to_be_sent_again_and_not_that_one_may_not() -> None:
    answer = Client(enforce_csrf_checks=True).post("/progress/", {"number": "x"})
    assert answer.status_code == 403
    assert "页面停留过久" in answer.content.decode()
    assert "无权办理" not in answer.content.decode()


def test_a_text_that_is_too_large_is_refused_with_the_size_that_is_not() -> None:
    sent = "text=" + "x" * (5 << 20)
    answer = Client().post("/audit/", sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "最多提交 4 MB" in answer.content.decode()


def test_pages_are_sent_compressed_to_whoever_takes_that() -> None:
    plain = Client().get("/search/")
    packed = Client(headers={"accept-encoding": "gzip"}).get("/search/")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 2 < len(plain.content)
