"""People, organisations and departments."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in; what the person may do follows from memberships and posts, not from flags here."""

    display_name = models.CharField("姓名", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.display_name or self.username


class Organisation(models.Model):
    """A party (市场主体): its key is the unified social credit code 统一社会信用代码."""

    name = models.CharField("名称", max_length=200)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    division = models.CharField("行政区划代码", max_length=6, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A unit of an office (处室、窗口) that answers for a division and everything below it."""

    name = models.CharField("名称", max_length=100)
    division = models.CharField("行政区划代码", max_length=6, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门"

    def __str__(self) -> str:
        return self.name
