"""Appraisals 考核 that lie as files, and proving them before the rulebook publishes them."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from zhiquan.insight.appraisals.definition import Appraisal, appraisal_faults
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.office.rulebook.ports import Package
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.declared import Declared
from zhiquan.scenes.reporting.plans.files import unplaced

APPRAISAL = "appraisal"
"""The kind of the appraisals in the rulebook."""
UNKNOWN = Text("没有代码为“{code}”的考核。", "There is no appraisal with the code “{code}”.")
APPRAISALS = Declared(APPRAISAL, "appraisals", Appraisal, UNKNOWN)


def prove(package: Package, on: date) -> tuple[Text, ...]:
    """Prove that places and indicators of an appraisal are there and fit (port of the rulebook)."""
    del on
    appraisal = Appraisal.model_validate(package.resolved[APPRAISAL])
    places = [appraisal.division, *(one.division for one in appraisal.appraised)]
    return (*unplaced(places), *appraisal_faults(appraisal, catalogue(settings.DATA.region)))
