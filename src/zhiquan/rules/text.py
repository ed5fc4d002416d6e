"""A sentence or label in both languages of the program, Chinese first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text in simplified Chinese (``zh``) and English (``en``); both are always present."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the text for a language tag; anything that is not English reads Chinese."""
        return self.en if language.lower().startswith("en") else self.zh

    def format(self, **values: object) -> Text:
        """Fill the same named values into both texts; a ``Text`` value fills in its own language."""
        return Text(
            self.zh.format(**{k: v.zh if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )

    def __str__(self) -> str:
        return self.zh
