"""The dossier 卷宗 of a case: everything in order, with catalogue and page numbers, as one PDF for each volume."""

from zhiquan.hall.letters.dossier.binding import Bound
from zhiquan.hall.letters.dossier.entries import Entry, Volume
from zhiquan.hall.letters.dossier.selectors import Shelf, bind_all, bind_for, dossier_for, shelf_of

__all__ = ["Bound", "Entry", "Shelf", "Volume", "bind_all", "bind_for", "dossier_for", "shelf_of"]
