"""Words that no password of this site may be made of: those that everybody here would try first."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

WORDS = ("zhiquan", "知全", "zhishichanquan", "知识产权", "zscq", "cnipa", "patent", "trademark", "专利", "商标")
"""Names of the program and of what it is for; the office's own name, code and place are added from the settings."""
_LEFT = 8
"""So many characters must remain when such words are taken out."""


class OwnWords:
    """Refuse a password that is little more than the name of the program, of the office or of its field."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ``ValidationError`` where fewer than eight characters remain without these words."""
        del user
        words = (*WORDS, settings.OFFICE_NAME, settings.OFFICE_CODE, settings.DIVISION)
        found = re.compile("|".join(re.escape(word) for word in words if word), re.IGNORECASE)
        if found.search(password) and len(found.sub("", password)) < _LEFT:
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        """Return the rule as people read it."""
        return gettext("密码不能主要由本站、本单位或知识产权领域的名称组成。")
