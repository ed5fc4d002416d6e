"""One row for each right of an organisation's own list."""

from __future__ import annotations

from django.db import models

from zhiquan.office.access.models import Organisation, User


class PortfolioRight(models.Model):
    """A right that an organisation lists as its own; ``right`` is the canonical number, held here or not."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="portfolio")
    right = models.CharField("权利号", max_length=200)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("列入时间")

    class Meta:
        verbose_name = verbose_name_plural = "单位权利清单"
        constraints = [models.UniqueConstraint(fields=["organisation", "right"], name="portfolio_right_once")]

    def __str__(self) -> str:
        return self.right
