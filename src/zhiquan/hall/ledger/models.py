"""Seals over the heads of all case chains, and the leaves from which their Merkle roots are counted."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.db import models

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Seal(models.Model):
    """A seal: ``statement`` is the exact text that was signed, ``signature`` the ECDSA signature (DER, hexadecimal)."""

    number = models.PositiveIntegerField("序号", unique=True)
    statement = models.TextField("封存内容")
    signature = models.CharField("签名", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "封存"
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def says(self) -> dict[str, Any]:
        """What the statement says: format, number, made_at, office, cases, sha256, sm3, previous, key."""
        said: dict[str, Any] = json.loads(self.statement)
        return said

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; an existing one is refused."""
        if not self._state.adding:
            raise _SEALED
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: later seals are linked to this one."""
        del args, kwargs
        raise _SEALED


class Leaf(models.Model):
    """The head of a case's chain as the seals from ``seal`` to before ``until`` hold it, at ``position`` in the tree.

    ``seq`` is the last event, ``sha256`` its hash, ``sm3`` the end of the SM3 chain; ``mark`` is made with the key of
    the installation, so that a leaf rewritten in the database is known. No key leads to the case: a case that
    disappears leaves its leaf behind. Leaves of a seal that does not exist (yet) count for nothing.
    """

    position = models.PositiveBigIntegerField("位置")
    case = models.PositiveBigIntegerField("办件")
    number = models.CharField("办件编号", max_length=40)
    seal = models.PositiveIntegerField("起始封存")
    until = models.PositiveIntegerField("更新于封存", null=True)
    seq = models.PositiveIntegerField("末条序号")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    mark = models.CharField("校验标记", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "链头"
        constraints = [
            models.UniqueConstraint(fields=["position", "seal"], name="leaf_once_per_seal"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(until__isnull=True), name="leaf_current_once"),
        ]
        indexes = [models.Index(fields=["case", "seal"])]

    def __str__(self) -> str:
        return f"{self.number} {self.seq}"


class Sealing(models.Model):
    """Who is making a seal now: one row; ``token`` names the process, ``beat`` when it last wrote."""

    token = models.CharField("进程", max_length=32, blank=True)
    beat = models.DateTimeField("最近写入")

    class Meta:
        verbose_name = verbose_name_plural = "封存中"

    def __str__(self) -> str:
        return self.token


_SEALED = Refusal(
    "ledger.sealed",
    Text("封存记录不能修改或删除。", "A seal can be neither changed nor removed."),
)
