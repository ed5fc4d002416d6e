"""What kind of holder a name tells of, in the four classes and individuals of the official tables 职务、个人."""

from __future__ import annotations

import re

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.entities.names import read_name

UNIVERSITY, INSTITUTE, ENTERPRISE, BODY, INDIVIDUAL = "university", "institute", "enterprise", "body", "individual"
_ENDINGS = (
    (UNIVERSITY, re.compile(r"(大学|学院|学校|中学|小学|分校|university|college)(\(.*\))?$")),
    (INSTITUTE, re.compile(r"(研究院|研究所|研究中心|科学院|设计院|实验室|工程中心|institute)(\(.*\))?$")),
    (ENTERPRISE, re.compile(r"(公司|厂|集团|企业|商行|合作社|矿|工作室|事务所|中心\(有限合伙\))(\(.*\))?$")),
    (BODY, re.compile(r"(局|厅|委员会|政府|协会|学会|总站|站|医院|部队|队|馆|银行|联合会|基金会|中心)(\(.*\))?$")),
)
_PERSON = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,6}·[㐀-鿿·]{1,20}")


def holder_kind(name: str) -> str:
    """Return university 大专院校, institute 科研单位, enterprise 工矿企业, body 机关团体, individual 个人; "" unknown.

    By the end of the name alone, as the official tables are made; a name with a legal form is an enterprise.
    """
    written = fold(name).replace(" ", "")
    found = next((kind for kind, ending in _ENDINGS if ending.search(written)), "")
    if found:
        return found
    if read_name(name).form:
        return ENTERPRISE
    return INDIVIDUAL if _PERSON.fullmatch(written) else ""
