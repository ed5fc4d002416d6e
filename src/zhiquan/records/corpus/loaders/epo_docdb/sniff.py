"""Is this file an exchange document, a full text with claims, or a search answer of the European Patent Office?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of
from zhiquan.rules.text import Text

OPS = "http://ops.epo.org"
EXCHANGE = "http://www.epo.org/exchange"
_ROOTS = ((OPS, "world-patent-data"), (EXCHANGE, "exchange-documents"))


def look(path: Path) -> Look:
    """Say whether the file is one; answers that hold only a description or a list of images are nearly."""
    root = root_of(path)
    if root is None or (root.namespace, root.name) not in _ROOTS:
        return Look(fits=False)
    below = root.beginning
    if root.namespace == EXCHANGE or "<exchange-document" in below or "biblio-search" in below:
        return Look(fits=True)
    if "fulltext-document" in below and "<claims" in below:
        return Look(fits=True)
    if "patent-family" in below:
        return Look(fits=False)
    text = Text(
        f"{path.name} 是 EPO 的说明书全文或图像清单，没有可入库的著录项目。",
        f"{path.name} is a description or a list of images from the EPO; it holds no bibliographic data to import.",
    )
    return Look(fits=False, nearly=text)
