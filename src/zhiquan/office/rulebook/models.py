"""Published definitions: written once; neither a row nor a query can change or remove one."""

from __future__ import annotations

from django.db import models

from zhiquan.office.append_only import AppendOnly
from zhiquan.office.rulebook.sources import SHIPPED_ORIGIN
from zhiquan.rules.text import Text


class DefinitionVersion(AppendOnly):
    """One version of one definition with everything it resolves to; ``sha256`` is the hash of exactly that.

    ``law`` are the keys of the provisions it names, ``files`` the digests of the files it was read from, ``origin``
    whose files they were (shipped, region), ``beside`` what shipped under the same code beside a region's own.
    Cases are pinned to versions.
    """

    refusal = (
        "rulebook.immutable",
        Text(
            "已发布的定义不能修改或删除，请发布新版本。",
            "A published definition cannot be changed or removed; publish a new version.",
        ),
    )

    kind = models.CharField("种类", max_length=20)
    code = models.CharField("代码", max_length=40)
    version = models.CharField("版本", max_length=20)
    sha256 = models.CharField("摘要", max_length=64)
    resolved = models.JSONField("内容")
    letters = models.JSONField("文书模板")
    law = models.JSONField("引用的规定", default=list)
    files = models.JSONField("文件摘要", default=dict)
    origin = models.CharField("来源", max_length=10, default=SHIPPED_ORIGIN)
    beside = models.CharField("同时自带的版本", max_length=20, blank=True, default="")
    in_force_from = models.DateField("启用日")
    published_at = models.DateTimeField("发布时间")
    published_by = models.CharField("发布人", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "定义版本"
        constraints = [models.UniqueConstraint(fields=["kind", "code", "version"], name="definition_version_once")]
        indexes = [models.Index(fields=["kind", "code", "in_force_from"])]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
