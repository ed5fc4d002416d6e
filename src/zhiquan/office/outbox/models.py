"""Parcels that leave the office, and every attempt to carry one."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a parcel stands."""

    WAITING = "waiting", "待发送"
    TAKEN = "taken", "发送中"
    SENT = "sent", "已送达"
    DEAD = "dead", "已放弃"
    UNKNOWN = "unknown", "结果不明"


class Parcel(models.Model):
    """Something to be carried to somebody: once for each ``key``.

    ``target`` names whom it is for; while one parcel of a target fails, its others wait. ``taken_until`` ends the claim
    of the worker that carries it; ``said`` is what the last attempt came to.
    """

    carrier = models.CharField("方式", max_length=12)
    key = models.CharField("标识", max_length=120, unique=True)
    target = models.CharField("对象", max_length=60)
    payload = models.JSONField("内容")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    made_at = models.DateTimeField("产生时间")
    next_at = models.DateTimeField("下次发送时间")
    taken_until = models.DateTimeField("占用至", null=True)
    done_at = models.DateTimeField("完成时间", null=True)
    said = models.CharField("结果", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "待发件"
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="parcel_waiting"),
            models.Index(fields=["taken_until"], condition=models.Q(state="taken"), name="parcel_taken"),
            models.Index(fields=["target", "-id"], name="parcel_target"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.key}"


class Attempt(models.Model):
    """One attempt to carry a parcel: when, what it came to, how many milliseconds it took."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="tries")
    at = models.DateTimeField("时间")
    state = models.CharField("结果", max_length=8, choices=State.choices)
    said = models.CharField("说明", max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField("用时")

    class Meta:
        verbose_name = verbose_name_plural = "发送记录"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.parcel} {self.state}"
