"""What an organisation's file 一企一档 shows of its own rights, to those who act for it and to the office there."""

from __future__ import annotations

from datetime import date

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, acts_for
from zhiquan.office.panels import Fact, PanelView, Subject
from zhiquan.rules.text import Text
from zhiquan.scenes.management.portfolio import own_word


def own_rights_panel(subject: Subject, viewer: Actor, on: date) -> PanelView | None:
    """Return how many rights it says are its own, and the ways to manage them; nothing to the public."""
    held = Organisation.objects.filter(pk=subject.id).first() if subject.id is not None else None
    if held is None:
        return None
    ours = acts_for(viewer, held.pk, on=on) is not None
    if not ours and not (viewer.is_staff and viewer.covers(held.division)):
        return None
    count = sum(own_word(held).values())
    facts = [Fact(_SAID, Text(f"{count} 件", f"{count} rights"), link=f"/manage/{held.pk}/" if ours else "")]
    if ours:
        facts.append(Fact(_MORE, _IMPORT, link=f"/organisations/{held.uscc}/rights/"))
    return PanelView(Text("本单位权利清单", "The organisation's own rights"), tuple(facts), _EMPTY)


_SAID, _MORE = Text("本单位确认", "Its own word"), Text("批量确认", "Many at once")
_IMPORT = Text("粘贴号码或上传表格", "Paste numbers or upload a table")
_EMPTY = Text("还没有确认权利。", "Nothing was said of any right yet.")
