"""Tables that only grow: a row is written once, and whatever would change or remove one is refused."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class GrowingQuerySet(models.QuerySet[Any]):
    """Rows that can be added and read."""

    model: type[AppendOnly]

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del kwargs
        self.model.refuse_change()

    def delete(self) -> NoReturn:
        """Refuse."""
        self.model.refuse_change()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del args, kwargs
        self.model.refuse_change()


class AppendOnly(models.Model):
    """A row that is written once; ``refusal`` is the code and the text that say so of its table."""

    refusal: tuple[str, Text]

    objects = GrowingQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def refuse_change(cls) -> NoReturn:
        """Refuse, in the words of the table."""
        raise Refusal(*cls.refusal)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; an existing one is refused."""
        if not self._state.adding:
            self.refuse_change()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del args, kwargs
        self.refuse_change()
