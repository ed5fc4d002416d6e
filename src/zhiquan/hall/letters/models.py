"""A letter from its draft to its seal; what was issued is never edited, only declared void."""

from __future__ import annotations

from django.db import models

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.rendering import LetterContent
from zhiquan.office.access.models import User


class State(models.TextChoices):
    """Where a letter stands."""

    DRAFT = "draft", "待审核"
    REVIEWED = "reviewed", "待签发"
    SIGNED = "signed", "已签发"
    VOID = "void", "已作废"


class Letter(models.Model):
    """A letter of a case; ``number`` (of letters, not of records and approvals), ``code`` and ``dated`` are given
    together when it is being issued.

    ``party`` is the party of the case that it is addressed to, where each has its own; empty for the one of the case.
    ``occasion`` counts the records of a template that repeats (询问笔录); it is 1 for all else.
    A number once given stays with its letter, also when the letter becomes void.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    template = models.CharField("文书", max_length=40)
    party = models.CharField("当事人", max_length=50, blank=True, default="")
    occasion = models.PositiveSmallIntegerField("第几次", default=1)
    content = models.JSONField("内容")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField("发文字号", max_length=60, unique=True, null=True)  # noqa: DJ001 - NULL is not unique
    code = models.CharField("验证码", max_length=12, unique=True, null=True)  # noqa: DJ001 - NULL is not unique
    dated = models.DateField("成文日期", null=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("拟稿时间")
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField("审核时间", null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("签发时间", null=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField("作废时间", null=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "template", "party", "occasion"],
                condition=~models.Q(state=State.VOID),
                name="one_standing_letter_per_party",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="letter_state")]  # of all letters few wait for somebody

    def __str__(self) -> str:
        return f"{self.title} {self.number or ''}".strip()

    @property
    def title(self) -> str:
        """The letter's title as printed."""
        return str(self.content["title"])

    @property
    def issued(self) -> bool:
        """Whether the letter was signed, also when it has become void since."""
        return self.signed_at is not None

    def as_content(self) -> LetterContent:
        """Return what the letter says, with number and code as soon as it has them."""
        return LetterContent.from_json(self.content)
