"""Texts to try: a draft with contradictions, one whose figures agree. Places and figures are fictional."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Example:
    """A text to try, with what it shows."""

    label: Text
    text: str


EXAMPLES = {
    "draft": Example(
        Text("前后矛盾的草稿", "A draft that contradicts itself"),
        "立案18件，裁决7件，调解7件，结案率超90%；质押融资105亿元，增长12%（目标超100亿元且增长20%以上）；专利质押1268.4亿元",
    ),
    "bulletin": Example(
        Text("数据自洽的通报", "A bulletin that agrees with itself"),
        "截至2025年底，示例市有效发明专利18,432件，同比增长16.5%；每万人口发明专利拥有量38.4件（按2024年末常住人口480.0万人计算）。"
        "全年发明、实用新型、外观设计专利授权量分别为3,412件、9,870件、2,118件，三类合计15,400件。\n"
        "全年办理专利权质押登记96笔，融资23.7亿元，惠及企业88家。受理专利侵权纠纷案件136件，结案128件，结案率94.1%。",
    ),
    "damaged": Example(
        Text("丢字的转载稿", "A copy that lost characters"),
        "20251-10月，全市办理专利质押融资9612.5亿元，处理商标案件21假冒专利案件8件，备案服务网点9批省级网点6家，为100余家企业办理质押贷款。",
    ),
}
"""By name, as the address gives it."""
