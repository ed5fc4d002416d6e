"""Whether a figure was reached or is meant to be: 目标, 力争, 到2025年, and texts that are plans as a whole.

What stands in brackets that are closed before the number does not govern it: in 「105亿元（目标超100亿元），…」 the
target ends with its bracket.
"""

from __future__ import annotations

import re

_PLAN = re.compile(r"工作要点|工作计划|实施方案|行动方案|行动计划|推进计划|任务清单|发展规划|主要目标任务")
_DONE = re.compile(r"已|累计(?!不少于|不低于|不得|力争)|截至|去年|上年|审结|通报|完成了|实现了|达到了|成效|同期")
_AIM = re.compile(
    r"目标|力争|争取|确保|预期|预计|拟|计划(?=到|于|新|培|用|在|实)|(?<!已)将(?!\d)(?=[^，。；]{0,16}(?:深入|持续|全面|进一步|实施|推进|聚焦|开展|建|培育|达到|实现|完成|新增|聚力|加快|超|突破))"
)
_PLANNING = re.compile(
    r"工作?安排|打算|下一步|下步|思路|部署|目标任务|重点任务|小?目标|计划|targets?|goals?|outlook|plans? for"
)
_REPORTING = re.compile(r"回顾|总结|完成情况|成效|进展|现状|highlights|results|achievements")
_BY_THEN = re.compile(r"(?<!截)[到至](?:今|本)?年底|(?:年底|月底|月末|季度末)(?:之|以)?前")
"""到年底, 9月底前: a day to come, unless the clause says that it was done by then."""
_DEADLINE = re.compile(r"(?:到|至)(20\d\d)年")
_SHARE_OF_AIM = re.compile(
    r"(?:完成|实现|达到?|占|为|超过?|高于|低于|不及|未达)[^，。；]{0,10}(?:目标|任务|计划)(?:任务|值|数)?的?(?=$|[，；\d])"
)
"""完成全年目标的92.8%: how much of a target was reached, no target."""
_NAMED = re.compile(r"(?:年度|全年|年初|既定)?(?:目标|任务)(?:任务|值|数)?(?:为|是)?$")
"""为年度任务2500次的88.7%: the number is the target itself."""
_CLOSED = re.compile(r"\([^()]*\)")
_HEAD = 400


def is_plan(text: str) -> bool:
    """Tell whether a text is a plan by its title."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()]
    return any(len(line) <= _TITLE and _PLAN.search(line) for line in lines[:4])


_TITLE = 40


def heads_plan(heading: str) -> bool | None:
    """Tell whether a heading opens a part that plans, ``None`` when it says nothing of it."""
    if _REPORTING.search(heading):
        return False
    return True if _PLANNING.search(heading) else None


def has_aim(words: str) -> bool:
    """Tell whether words aim at something."""
    return bool(_AIM.search(_SHARE_OF_AIM.sub("", _CLOSED.sub("", words))))


def is_done(words: str) -> bool:
    """Tell whether words say that something was reached."""
    return bool(_DONE.search(words))


def is_target(before: str, clause: str, written: int | None, *, plan: bool) -> bool:
    """Tell whether a number is a target, from the words of its sentence before it and those of its clause."""
    if _NAMED.search(clause):
        return True
    open_words = _SHARE_OF_AIM.sub("", _CLOSED.sub("", before))
    if _AIM.search(open_words):
        return True
    if plan and not _DONE.search(clause):
        return True
    if _BY_THEN.search(open_words) and not _DONE.search(clause):
        return True
    deadline = _DEADLINE.search(open_words)
    return bool(deadline and written and int(deadline[1]) > written)
