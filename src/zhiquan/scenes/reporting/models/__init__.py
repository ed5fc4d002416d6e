"""What the reporting scene keeps: computed, published and signed figures, bulletins, what is said of a plan's tasks."""

from zhiquan.scenes.reporting.models.computed import FigureRun, FigureValue
from zhiquan.scenes.reporting.models.plans import ProgressNote, Urging
from zhiquan.scenes.reporting.models.signed import Bulletin, OfficialFigure, SignedFigure

__all__ = ["Bulletin", "FigureRun", "FigureValue", "OfficialFigure", "ProgressNote", "SignedFigure", "Urging"]
