"""Nothing that somebody wrote is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.written import whole


@given(st.text(max_size=20))
def test_what_fits_is_kept_but_for_the_blanks_around_it(text: str) -> None:
    assert whole(f"  {text}\n", 20) == text.strip()


def test_what_does_not_fit_is_refused_with_both_lengths() -> None:
    assert whole("字" * 20, 20) == "字" * 20
    with pytest.raises(Refusal, match="21 字，最多 20 字"):
        whole("字" * 21, 20)
