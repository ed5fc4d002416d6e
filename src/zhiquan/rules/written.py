"""What somebody wrote, kept as it was written."""

from __future__ import annotations

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def whole(text: str, longest: int) -> str:
    """Return a text without the blanks around it; one of more characters than ``longest`` is refused, never cut.

    ``Refusal`` ``written.too-long``: a text that ends in the middle says something else than its writer did.
    """
    plain = text.strip()
    if len(plain) > longest:
        raise Refusal("written.too-long", _TOO_LONG.format(there=len(plain), longest=longest))
    return plain


_TOO_LONG = Text(
    "文字有 {there} 字，最多 {longest} 字，请精简后再提交。",
    "The text has {there} characters and may have {longest}; shorten it and send it again.",
)
