"""What an organisation's file shows of its own list of rights, to those who may see it."""

from __future__ import annotations

from datetime import date

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import Fact, PanelView, Subject
from zhiquan.office.portfolio.selectors import may_change, may_see, portfolio_of
from zhiquan.rules.text import Text


def portfolio_panel(subject: Subject, viewer: Actor, on: date) -> PanelView | None:
    """Return how many rights are listed, with the way to the list; nothing to the public."""
    held = Organisation.objects.filter(pk=subject.id).first()
    if held is None or not may_see(viewer, held, on):
        return None
    count, link = len(portfolio_of(held.pk)), f"/organisations/{subject.code}/rights/"
    facts = [Fact(_LISTED, Text(f"{count} 件", f"{count} rights"), link=link)] if count else []
    if may_change(viewer, held, on):
        facts.append(Fact(_MORE, _IMPORT, link=f"{link}import/"))
    return PanelView(Text("本单位权利清单", "The organisation's own list"), tuple(facts), _EMPTY)


_LISTED, _MORE = Text("已列入", "Listed"), Text("添加", "Add")
_IMPORT = Text("粘贴号码或上传表格", "Paste numbers or upload a table")
_EMPTY = Text("还没有列入权利。", "No right is listed yet.")
