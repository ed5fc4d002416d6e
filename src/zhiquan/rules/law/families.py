"""The families 门类 of the book: what the first word of a key stands for."""

from __future__ import annotations

from zhiquan.rules.text import Text

FAMILIES: dict[str, Text] = {
    "abnormal": Text("非正常申请", "Abnormal filings"),
    "adjudication": Text("专利侵权行政裁决", "Patent adjudication"),
    "agency": Text("专利代理", "Patent agencies"),
    "assistance": Text("维权援助与技术调查官", "Rights assistance, technical investigators"),
    "credit": Text("信用监管", "Credit"),
    "crime": Text("刑事追诉标准", "Criminal thresholds"),
    "customs": Text("海关保护", "Customs"),
    "ecommerce": Text("电子商务", "E-commerce"),
    "gi": Text("地理标志", "Geographical indications"),
    "government": Text("政务服务", "Government services"),
    "high-value": Text("高价值发明专利", "High-value inventions"),
    "intensive": Text("专利密集型产品", "Patent-intensive products"),
    "licence-filing": Text("许可备案", "Filing of licences"),
    "transfer-filing": Text("专利转让登记", "Recording of patent transfers"),
    "licensing": Text("行政许可", "Administrative licensing"),
    "mediation": Text("行政调解", "Mediation"),
    "olympic": Text("奥林匹克标志", "Olympic symbols"),
    "open-licence": Text("开放许可", "Open licences"),
    "openness": Text("政府信息公开", "Open government"),
    "outlet": Text("公共服务网点", "Service outlets"),
    "overseas": Text("涉外纠纷", "Disputes abroad"),
    "patent": Text("专利", "Patents"),
    "penalty": Text("行政处罚", "Administrative penalties"),
    "pledge": Text("质押登记", "Pledges"),
    "preexam": Text("专利预审", "Pre-examination"),
    "priority-examination": Text("优先审查", "Priority examination"),
    "privacy": Text("个人信息保护", "Personal data"),
    "remedy": Text("复议与诉讼", "Review and suits"),
    "security": Text("网络安全", "Security"),
    "service": Text("送达", "Service of documents"),
    "statistics": Text("统计", "Statistics"),
    "subsidy": Text("资助奖励", "Subsidies"),
    "trademark": Text("商标", "Trademarks"),
    "transfer": Text("案件移送", "Transfer to the police"),
}
"""First word of a key → name of the family; a region may add families, which then go by their word."""


def family_of(key: str, depth: int = 1) -> str:
    """Return the first word of a key, or the first ``depth`` words."""
    return ".".join(key.split(".")[:depth])


def family_name(family: str) -> Text:
    """Return the name of a family, or its word where it has none."""
    return FAMILIES.get(family, Text(family, family))
