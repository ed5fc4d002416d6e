"""One table for all registers; the definition of a register says what its ``data`` holds."""

from __future__ import annotations

from django.db import models


class RegisterEntry(models.Model):
    """An entry in an official list 登记簿: never edited after the fact, only ended; both end dates are in force."""

    register = models.CharField("登记簿", max_length=40)
    number = models.CharField("登记号", max_length=60)
    division = models.CharField("行政区划代码", max_length=6)
    data = models.JSONField("内容")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    basis = models.CharField("依据（办件编号）", max_length=60)
    ended_by = models.CharField("终止依据（办件编号）", max_length=60, blank=True)
    recorded_at = models.DateTimeField("入簿时间")

    class Meta:
        verbose_name = verbose_name_plural = "登记"
        constraints = [models.UniqueConstraint(fields=["register", "number"], name="one_entry_per_number")]
        indexes = [models.Index(fields=["register", "division", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.register} {self.number}"


class EntryHolder(models.Model):
    """An organisation that an entry concerns, by its credit code: what makes the entry show in its file 一企一档.

    ``role`` is the name under which the entry's data hold the code.
    """

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="holders")
    role = models.CharField("身份", max_length=20)
    code = models.CharField("统一社会信用代码", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "登记所涉单位"
        constraints = [models.UniqueConstraint(fields=["entry", "role"], name="holder_once_per_entry")]
        indexes = [models.Index(fields=["code", "role"], name="entry_holder_code")]

    def __str__(self) -> str:
        return self.code


class EntryRight(models.Model):
    """A right that an entry concerns: what makes the entry show in the right's file 一件一档."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="rights")
    right = models.CharField("权利号", max_length=40, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "登记所涉权利"
        constraints = [models.UniqueConstraint(fields=["entry", "right"], name="right_once_per_entry")]

    def __str__(self) -> str:
        return self.right
