"""What the reporting scene keeps: computed figures, published ones, signed ones, bulletins."""

from zhiquan.scenes.reporting.models.computed import FigureRun, FigureValue
from zhiquan.scenes.reporting.models.signed import Bulletin, OfficialFigure, SignedFigure

__all__ = ["Bulletin", "FigureRun", "FigureValue", "OfficialFigure", "SignedFigure"]
