"""The inventory of personal data 个人信息清单 (个人信息保护法 arts. 51, 55): one file says what is held, and everything
that exports or erases goes by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from django.apps import apps
from django.db import models
from pydantic import BaseModel, ConfigDict, TypeAdapter

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.office.access.models import User

FOLDER = SHIPPED / "privacy"
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
"""The kinds of fields that can hold something of a person whatever they are called."""


class Erase(StrEnum):
    """What becomes of it when the account is erased."""

    DELETE = "delete"
    EMPTY = "empty"
    REPLACE = "replace"
    KEEP = "keep"


class Holding(BaseModel):
    """What one model holds of persons; ``person`` is the path from a row to the account that it speaks of.

    A row that speaks of two persons (both sides of an interest) is listed once for each.

    ``secret`` fields are never given out, not to the person either; ``plain`` ones hold nothing of persons.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    person: str
    fields: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    purpose: str
    basis: str
    kept: str
    seen: str
    erase: Erase

    @property
    def table(self) -> type[models.Model]:
        """The model itself."""
        return apps.get_model(self.model)

    def rows_of(self, user: User) -> models.QuerySet[models.Model]:
        """Return the rows that speak of an account; none where the model speaks of persons without one."""
        rows = self.table._default_manager.all()  # noqa: SLF001 - Django's own name for it
        return rows.filter(**{self.person: user.pk}).order_by("pk") if self.person else rows.none()


@lru_cache(maxsize=1)
def inventory() -> tuple[Holding, ...]:
    """Return the inventory in its own order."""
    return TypeAdapter(tuple[Holding, ...]).validate_python(read_yaml(FOLDER / "inventory.yaml"))


def acts() -> Iterator[tuple[str, str]]:
    """Yield model and field wherever a row says which account did something: personal by itself, kept with the row."""
    for model in apps.get_models():
        for field in _own_fields(model):
            if field.is_relation and field.related_model is User:
                yield model._meta.label, field.name  # noqa: SLF001 - Django's own name for it


def unclassified() -> Iterator[str]:
    """Yield ``model.field`` of every text or JSON field of ours that the inventory does not speak of."""
    known = {model: set(fields) for model, fields in read_yaml(FOLDER / "plain.yaml").items()}
    for one in inventory():
        known.setdefault(one.model, set()).update(one.fields, one.secret, one.plain)
    for model in apps.get_models():
        label = model._meta.label  # noqa: SLF001 - Django's own name for it
        for field in _own_fields(model):
            if isinstance(field, TEXTS) and not field.choices and field.name not in known.get(label, ()):
                yield f"{label}.{field.name}"


def _own_fields(model: type[models.Model]) -> tuple[models.Field[object, object], ...]:
    ours = model.__module__.startswith("zhiquan.")
    return tuple(model._meta.concrete_fields) if ours else ()  # noqa: SLF001 - Django's own name for it
