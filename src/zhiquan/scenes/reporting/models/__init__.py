"""What the reporting scene keeps: computed, published and signed figures, bulletins; plans and appraisals."""

from zhiquan.scenes.reporting.models.appraisals import AppraisalResult, ItemScore, Step
from zhiquan.scenes.reporting.models.computed import FigureRun, FigureValue
from zhiquan.scenes.reporting.models.plans import ProgressNote, Urging
from zhiquan.scenes.reporting.models.signed import Bulletin, OfficialFigure, SignedFigure

__all__ = [
    "AppraisalResult",
    "Bulletin",
    "FigureRun",
    "FigureValue",
    "ItemScore",
    "OfficialFigure",
    "ProgressNote",
    "SignedFigure",
    "Step",
    "Urging",
]
