"""Words that make a number a change, a rank or a former value instead of a value.

``同比增长12%`` change · ``增长到12%`` value · ``压缩30%以上`` change downwards ·
``从7天压缩至3天`` former and present value · ``提高0.5个百分点`` change · ``列全省第2位`` rank.
"""

from __future__ import annotations

import re

from zhiquan.insight.readings.model import Basis, Quantity, Sort

_DOWN = "下降|后退|减少|降低|下滑|回落|少增|下行|压缩|缩短|压减|降幅|减幅"
_UP = "增长|增加|多增|净增|上行|增幅|增速|上升|提升|提高|增量|净增|扩大|翻番|前进"
_CHANGE = re.compile(
    rf"(?P<verb>(?P<down>{_DOWN})|{_UP})(?:率|幅度)?(?:均|都)?(?:了|为|达到?|约|分别为?|超过?|近|\s)*$"
)
_POINTS = re.compile(rf"(?P<down>{_DOWN})|{_UP}|快|高出")
_MORE = re.compile(r"(?:比|较)[^，。；]{1,8}(?:(?P<less>少)|多)(?:了|出)?$")
_SIGNED = re.compile(r"(?:同比|环比|yoy|mom)[^，。；\d+-]{0,4}(?P<sign>[+-])\s*$")
_TO = re.compile(rf"(?:至|到|(?:{_DOWN}|{_UP})[为成])(?:了|约|\s)*$")
_FROM = re.compile(r"(?:从|由)[^，。；]{0,14}$")
_ON = re.compile(rf"[^，。；]{{0,12}}?(?:至|到|(?:{_DOWN}|{_UP})[为成])")
_BESIDE = re.compile(r"(?:比|较)[^，。；]{0,12}的$")
_TURNS = re.compile(rf"(?:同比)?(?:{_DOWN}|{_UP})")
"""较2023年的640万元增长34.4%: the value before, the growth follows."""
_YEAR = re.compile(r"同比|yoy|(?:比|较|与)(?:上年|去年|上一年|上一学年|上一年度)(?!底|末)")
_SENTENCE_YEAR = re.compile(
    r"^[\s“]*(?:与|同|较|比)(?:上年|去年|上一年度?|上一学年|上年同期|去年同期)(?:同期)?相?比?[，]"
)
_COMPARING = re.compile(
    rf"{_DOWN}|{_UP}|同比|环比|yoy|年均|(?:比|较|与)[^，。；]{{1,8}}|分别|其中|约|近|逾|超过?|达到?|和|及|并|也|则|均|又|再|量|额|数|了|为"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEAN_YEAR = re.compile(r"年均|年平均")
_MONTH = re.compile(r"环比|比上月|较上月|较上季|比上季")
_FIELD = re.compile(
    r"(全球|世界|全国|全省|全市|全区|中部地区|中部|西部|长江中游|长三角|省会城市|同类城市|百强榜|百强)[^，。；]{0,14}$"
)
_CONTEST = re.compile(r"(全球|世界|全国|全省|全市|全区)[^。；]{0,24}(?:评价|考核|评比|测评|排名|排行)[^。；]{0,20}$")
_RANKED = re.compile(r"(?:居|列|位列|排|排名|跃居|跃升至?|升至|进位至?|名列|位次|全省|全国|全市|全球|世界|榜)$")
_CHANGING = frozenset({Sort.SHARE, Sort.POINTS, Sort.TIMES, Sort.COUNT, Sort.MONEY, Sort.SPAN})


_OF_A_CHANGE = re.compile(
    rf"(?:增速|增幅|降幅|涨幅|增长率)[^，。；\d]{{0,12}}(?:{_DOWN}|提高|加快|扩大|收窄)(?:了|约)?$"
)
"""增速较上年回落2.3个百分点: the change of a change, which says nothing of the value before it."""


def _change_in_points(left: str) -> int:
    found = None if _OF_A_CHANGE.search(left) else _POINTS.search(left[-14:])
    return 0 if not found else -1 if found["down"] else 1


def change_of(left: str, quantity: Quantity) -> int:
    """Return 1 or -1 when the words before a number make it a change upwards or downwards, else 0."""
    if quantity.sort is Sort.POINTS:
        return _change_in_points(left)
    if quantity.sort not in _CHANGING or _TO.search(left):
        return 0
    if quantity.shown.startswith(("翻", "持平")):
        return 1
    if signed := _SIGNED.search(left):
        return -1 if signed["sign"] == "-" else 1
    if more := _MORE.search(left):
        return -1 if more["less"] else 1
    found = _CHANGE.search(left)
    if not found:
        return 0
    if quantity.sort in {Sort.COUNT, Sort.MONEY, Sort.SPAN} and found["verb"] in {"扩大", "增量"}:
        return 0
    return -1 if found["down"] else 1


def former(left: str, after: str) -> bool:
    """Tell whether a number is the value before: 从…(7天)压缩至…"""
    if _BESIDE.search(left) and _TURNS.match(after):
        return True
    return bool(_FROM.search(left)) and bool(_ON.match(after))


def basis_of(left: str) -> Basis | None:
    """Return what a change is measured against, as far as the words before it say."""
    if _MEAN_YEAR.search(left):
        return Basis.MEAN
    if _YEAR.search(left):
        return Basis.YEAR
    return Basis.MONTH if _MONTH.search(left) else None


def basis_of_sentence(before: str) -> Basis | None:
    """Return what all changes of a sentence are measured against, where its head says so: 与上一学年相比，…"""
    return Basis.YEAR if _SENTENCE_YEAR.search(before) else None


def named_in(left: str) -> str:
    """Return the noun before a change (到账额增长), the words of comparing left out."""
    return "".join(_HAN.findall(_COMPARING.sub("|", left)))


def field_of(left: str) -> str:
    """Return within what a rank holds: 全省, 全国 …"""
    found = list(_FIELD.finditer(left))
    return found[-1][1] if found else ""


def contest_of(sentence: str) -> str:
    """Return within what a rank holds by the contest that its sentence names: 在全省46家开发区评价中，…位列第6."""
    found = _CONTEST.search(sentence)
    return found[1] if found else ""


def is_rank(left: str, quantity: Quantity) -> bool:
    """Tell whether 第N is a rank, not the number of a batch or a session."""
    return quantity.sort is Sort.RANK and (bool(quantity.unit) or bool(_RANKED.search(left)))
