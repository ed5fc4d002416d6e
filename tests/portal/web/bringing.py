"""Every page of an import, without anything entering the lake that all tests share."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.records.making import number

from zhiquan.portal.imports.models import ImportJob, State

REASON = {"rule": "r", "text": {"zh": "原因", "en": "reason"}, "count": 1, "examples": ["1"]}
REPORT = {
    "batch": "0" * 16, "source": "s", "read": 2, "accepted": 1, "refused": 1, "version": 1, "already": False,
    "by_reason": [REASON], "doubts": [REASON],
}  # fmt: skip


def bring_a_table_in(officer: Client) -> None:
    """Visit the list, the form, the check, the progress and the report."""
    lines = ["专利号,专利名称,申请人", *(f"{number(n)},灯,甲" for n in range(1, 30)), "CN201410000001.9,灯,甲"]
    table = SimpleUploadedFile("a.csv", "\n".join(lines).encode())
    place = officer.post("/imports/", {"table": table})["Location"]
    officer.get("/imports/")
    officer.get(place)
    asked = {"column.0": "application", "column.1": "title", "column.2": "applicants", "shape": "patents"}
    told = {**asked, "vintage": "2026-01-01", "name": "m", "dates": "ymd", "go": "check"}
    assert "检查结果" in officer.post(place, told).content.decode()
    ImportJob.objects.update(state=State.QUEUED)
    officer.get(place)
    officer.get(f"{place}progress/")
    ImportJob.objects.update(state=State.DONE, report=REPORT)
    assert "下载未导入的行" in officer.get(place).content.decode()
