"""A version that was published never changes: what ships under a version is what shipped under it before.

Whoever changes a definition raises its version and adds the new fingerprint here; the earlier lines stay.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.hall.cases import shelf
from zhiquan.office.returns.files import package, return_files
from zhiquan.office.rulebook.fingerprints import fingerprint
from zhiquan.scenes.reporting.plans import files as plans

NOWHERE = Path("nowhere")
PUBLISHED = {
    ("matter", "adjudication", "2026.2"): "54bb9fa7760874e0",
    ("matter", "adjudication", "2026.3"): "aa5d556d514d2c0c",
    ("matter", "enterprise-tier", "2026.2"): "e5eb73f9b18730ba",
    ("matter", "enterprise-tier", "2026.3"): "d0c99d899ce826a5",
    ("matter", "gi-mark-use", "2026.2"): "4c28e4ccc554bee7",
    ("matter", "mediation", "2026.2"): "8718b4c86f35f2b3",
    ("matter", "open-licence", "2026.2"): "f98a3bc754eb8515",
    ("matter", "pledge", "2026.2"): "adf864e49b31b92b",
    ("matter", "pledge", "2026.3"): "0923fcddadb7e63a",
    ("matter", "preexam", "2026.2"): "636d81d33800c5d3",
    ("matter", "preexam-entity", "2026.2"): "ace45087b4dedb00",
    ("matter", "rights-assistance", "2026.1"): "a973435bf02949f6",
    ("matter", "subsidy", "2026.2"): "2614d01bccaff342",
    ("matter", "licence-filing", "2026.1"): "9aa0d6ca7c5ee8d2",
    ("matter", "licence-filing", "2026.2"): "ac84b8ed8103686f",
    ("matter", "transfer-filing", "2026.1"): "c77afda8b2d143af",
    ("matter", "transfer-filing", "2026.2"): "866df1d1457216f5",
    ("plan", "shili-2026", "2026.1"): "8f73410389a7f519",
    ("return", "bank-meetings", "2026.1"): "a1e6cd9e79412fb0",
    ("return", "gi-industry", "2026.1"): "f0c557c798455eff",
    ("return", "honours", "2026.1"): "2e8afc7a9b17e0f0",
    ("return", "outlets", "2026.1"): "2ed00f7d46fd0e48",
    ("return", "publicity", "2026.1"): "56335af29c9d4995",
    ("return", "schools", "2026.1"): "51b338deb4a5895a",
    ("return", "subsidy-payments", "2026.1"): "69aacc5783e7611f",
    ("return", "trainings", "2026.1"): "1e49c4d392d0f83c",
    ("return", "visits", "2026.1"): "f6c61dfd2627b083",
    ("return", "zones", "2026.1"): "0148f77e5bc61946",
}
"""Kind, code, version → the first sixteen signs of the fingerprint."""


@pytest.mark.parametrize("code", shelf.codes())
def test_a_shipped_matter_is_what_was_published_under_its_version(code: str) -> None:
    found = shelf.package(code, own=False)
    assert fingerprint(found)[:16] == PUBLISHED["matter", code, found.version], "raise the version, then add its line"


@pytest.mark.parametrize("code", sorted(return_files(NOWHERE)))
def test_a_shipped_return_is_what_was_published_under_its_version(code: str) -> None:
    found = package(code, NOWHERE)
    assert fingerprint(found)[:16] == PUBLISHED["return", code, found.version], "raise the version, then add its line"


@pytest.mark.parametrize("code", sorted(plans.plan_files(NOWHERE)))
def test_a_shipped_plan_is_what_was_published_under_its_version(code: str) -> None:
    found = plans.package(code, NOWHERE)
    assert fingerprint(found)[:16] == PUBLISHED["plan", code, found.version], "raise the version, then add its line"
