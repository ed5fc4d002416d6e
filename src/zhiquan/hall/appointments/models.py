"""When a window is open for appointments, how many places of each slot are taken, and by whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiquan.office.access.models import Department, Organisation, User


class Hours(models.Model):
    """Opening hours of a department on a weekday (0 is Monday): slots of ``minutes`` with ``places`` each.

    In force from ``valid_from`` until ``ended_on`` (not included); ``days_ahead`` calendar days can be booked.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField("星期")
    opens = models.TimeField("开始")
    closes = models.TimeField("结束")
    minutes = models.PositiveSmallIntegerField("每段分钟", default=30)
    places = models.PositiveSmallIntegerField("每段名额", default=1)
    days_ahead = models.PositiveSmallIntegerField("可预约天数", default=14)
    valid_from = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "预约时间"

    def __str__(self) -> str:
        return f"{self.department} {self.weekday} {self.opens}–{self.closes}"


class Slot(models.Model):
    """The places of one slot that were taken; the row is locked while one is taken."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    day = models.DateField("日期")
    starts = models.TimeField("时间")
    taken = models.PositiveIntegerField("已约", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "预约时段"
        constraints = [models.UniqueConstraint(fields=["department", "day", "starts"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.department} {self.day} {self.starts}"


class State(models.TextChoices):
    """Where an appointment stands."""

    BOOKED = "booked", "已预约"
    CANCELLED = "cancelled", "已取消"
    CAME = "came", "已到场"
    MISSED = "missed", "未到场"


class Appointment(models.Model):
    """Somebody who comes to a slot for a matter; ``key`` makes a repeated request one appointment."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    matter = models.CharField("事项", max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField("到场人", max_length=60)
    phone = models.CharField("电话", max_length=30)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.BOOKED)
    made_at = models.DateTimeField("预约时间")
    key = models.CharField("请求", max_length=100, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "预约"
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "user"], condition=Q(state="booked"), name="one_appointment_of_a_person_per_slot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.name}"
