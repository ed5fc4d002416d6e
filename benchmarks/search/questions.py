"""What is asked: terms whose counts are checked against reading every record, and classes of queries that are timed.

Each timed query has the same contract in every engine: the exact total and the first twenty keys. ``None`` as the plain
form of a question says that a peer cannot be asked it.
"""

from __future__ import annotations

from dataclasses import dataclass

GATE = (
    "离子电池", "池隔膜", "导体", "合金", "电池", "电", "易损坏", "LED", "5G", "中药组合物用外壳", "物用", "板材",
    "器件中隔膜", "支架", "相配合", "使用寿命", "料电", "光伏组件中", "播种", "机器人的", "路板", "一侧", "化碳",
    "示面板", "发动机用", "土中", "本体和", "变压器", "效率显著提升", "结构简单的优点",
)  # fmt: skip
"""Thirty terms of one to eight characters, many of them across the words of any dictionary."""
FILTERS = (
    "TI=(电池 AND 隔膜) AND AD=[2010 TO 2015]",
    "电池 AND IC=H NOT 燃料",
    "KI=发明 AND AD>=2018 AND (涂层 OR 滤芯)",
    "PA=示例1号+ AND 散热片",
    "IC=A AND KI=外观设计",
    "传感器 3W 控制器",
    "半导?器件 AND TI=LED",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One timed query: our text, and for the peers its terms (all must be there), class prefix, years, and order."""

    group: str
    text: str
    terms: tuple[str, ...] = ()
    ipc: str = ""
    years: tuple[int, int] | None = None
    newest: bool = False
    facets: bool = False


def _terms(group: str, *terms: str, **rest: bool) -> list[Question]:
    return [Question(group, term, (term,), **rest) for term in terms]


def _filter(term: str, ipc: str, low: int, high: int) -> Question:
    return Question("filter", f"{term} AND IC={ipc} AND AD=[{low} TO {high}]", (term,), ipc, (low, high))


QUESTIONS = (
    *_terms("2 characters", "电池", "导体", "合金", "支架", "涂层", "阀体"),
    *_terms("3-4 characters", "传感器", "散热片", "控制器", "离子电池", "使用寿命", "中药组合"),
    *_terms("rare phrase", "播种机用滤芯，", "LED变压器", "厚度为77mm", "高效污水处理"),
    *(Question("3-term AND", " AND ".join(three), three) for three in (
        ("电池", "隔膜", "涂层"), ("机器人", "控制器", "智能"), ("混凝土", "支架", "节能"), ("面板", "电路板", "5G"),
    )),
    *(_filter(*one) for one in (
        ("电池", "H", 2012, 2016), ("传感器", "G", 2008, 2009), ("合金", "C", 2015, 2019), ("控制器", "B", 2000, 2020),
    )),
    *_terms("newest first", "电池", "传感器", "支架", newest=True),
    *_terms("facets", "电池", "传感器", "涂层", facets=True),
)  # fmt: skip
