"""What a password may not be made of."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from zhiquan.office.access.models import User
from zhiquan.office.access.services.accounts import new_link


@pytest.mark.parametrize(
    "word", ["Zhiquan2026", "知识产权2026", "patent-12", "zscq8888", "示知2026112", "990100zhiquan"]
)
def test_a_password_made_of_the_names_everybody_would_try_is_refused(word: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(word)
    assert "own_words" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize(
    "word", ["four-quiet-patent-words", "知全之外还有八个字的口令", "x" * 64, "correct horse battery"]
)
def test_such_a_name_inside_a_long_password_is_no_harm_and_every_character_is_allowed(word: str) -> None:
    validate_password(word)


def test_an_administrator_ends_the_sessions_of_an_account(db: Any) -> None:
    user = User.objects.create_user("lin", password="p-1234567")
    client = Client()
    client.force_login(user)
    assert client.get("/account/").status_code == 200
    new_link(None, "lin")
    assert client.get("/account/").status_code == 302
    again = Client()
    user.refresh_from_db()
    again.force_login(user)
    User.objects.update(is_active=False)
    assert again.get("/account/").status_code == 302
