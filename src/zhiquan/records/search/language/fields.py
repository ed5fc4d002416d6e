"""Names of the fields in both languages, what each is for, and which reader reads its values."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.characters.folding import fold, is_han, is_word
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import NAMES as NAME_FIELDS
from zhiquan.records.search.language.tree import TEXTS, Mode, Node, Term, TextField
from zhiquan.records.search.language.values import (
    DAY_OF,
    NUMBER_OF,
    SCHEME_OF,
    read_code,
    read_day,
    read_number,
    read_symbol,
)
from zhiquan.records.search.language.wild import (
    NO_WORD,
    has_wildcard,
    read_like_name,
    read_like_number,
    read_wild,
)
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Help:
    """What a field is, and a query that uses it."""

    label: Text
    example: str


NAMES = {
    "TI": ("TI", "名称", "标题", "发明名称", "专利名称", "商标名称"),
    "AB": ("AB", "摘要", "商品"),
    "CL": ("CL", "权利要求", "主权项"),
    "TIAB": ("TIAB", "名称摘要"),
    "PA": ("PA", "申请人", "专利权人", "权利人"),
    "IN": ("IN", "发明人", "设计人"),
    "AG": ("AG", "代理机构", "代理人"),
    "IC": ("IC", "分类号", "IPC"),
    "CPC": ("CPC", "联合分类号"),
    "LC": ("LC", "外观分类号"),
    "NC": ("NC", "尼斯分类", "商品分类", "类似群"),
    "VC": ("VC", "图形要素"),
    "AN": ("AN", "申请号", "注册号"),
    "PN": ("PN", "公开号", "公告号"),
    "KI": ("KI", "类型", "专利类型"),
    "WH": ("WH", "权利", "权利类型"),
    "OF": ("OF", "国别", "受理局"),
    "ST": ("ST", "法律状态", "状态"),
    "DV": ("DV", "区划"),
    "AD": ("AD", "申请日"),
    "PD": ("PD", "公开日", "公告日"),
    "GD": ("GD", "授权日", "注册日"),
    "DT": ("DT", "日期", "年份"),
}
"""Field → the names a searcher may write, the first one being its own."""

HELP = {
    "TI": Help(Text("名称（专利名称、商标文字、地理标志名称）", "Title, words of a mark, protected name"), "TI=隔膜"),
    "AB": Help(Text("摘要；商标的商品和服务；地理标志的产品和地域", "Abstract; goods; product and area"), "AB=涂层"),
    "CL": Help(Text("主权项", "Main claim"), "CL=(隔膜 S 涂层)"),
    "TIAB": Help(Text("名称或摘要", "Title or abstract"), "TIAB=锂电池"),
    "PA": Help(Text("申请人、权利人", "Applicant, owner"), 'PA="某某大学"'),
    "IN": Help(Text("发明人、设计人", "Inventor, designer"), "IN=张+"),
    "AG": Help(Text("代理机构、代理人", "Agency, agent"), "AG=某某专利代理"),
    "IC": Help(Text("国际专利分类，含下位", "IPC, with what is below"), "IC=H01M"),
    "CPC": Help(Text("联合专利分类，含下位", "CPC, with what is below"), "CPC=H01M10/0525"),
    "LC": Help(Text("外观设计分类", "Locarno class"), "LC=06-01"),
    "NC": Help(Text("商品和服务分类，含类似群", "Nice class or similar group"), "NC=(9 OR 0901)"),
    "VC": Help(Text("商标图形要素", "Vienna code"), "VC=26.1"),
    "AN": Help(Text("申请号、注册号", "Application or registration number"), "AN=CN201420789305.0"),
    "PN": Help(Text("公开（公告）号", "Publication number"), "PN=CN204012345U"),
    "KI": Help(Text("类型", "Kind"), "KI=发明"),
    "WH": Help(Text("哪种权利：专利、商标、地理标志", "Which right: patent, mark, indication"), "WH=商标"),
    "OF": Help(Text("国别（受理局）代码", "Office"), "OF=CN"),
    "ST": Help(Text("法律状态（来源原文）", "Status in the source's words"), "ST=+有效+"),
    "DV": Help(Text("行政区划代码，含下辖", "Division, with what is below"), "DV=370900"),
    "AD": Help(Text("申请日", "Filing date"), "AD=[2018 TO 2023]"),
    "PD": Help(Text("公开（公告）日", "Publication date"), "PD>=202001"),
    "GD": Help(Text("授权（注册）日", "Grant or registration date"), "GD=2020"),
    "DT": Help(Text("日期：申请日，未知时为公开日", "Filing date, else publication date"), "DT>=2015"),
}
"""Field → what it is, and an example; every field has one."""

OPERATORS = (
    Help(Text("同时含有（空格也一样）", "Both (a blank says the same)"), "电池 AND 隔膜"),
    Help(Text("含有其一", "Either"), "电池 OR 隔膜"),
    Help(Text("不含", "Without"), "电池 NOT 隔膜"),
    Help(Text("依次出现，中间最多 3 个字", "In this order, at most 3 characters between"), "电池 3W 隔膜"),
    Help(Text("不论先后，中间最多 3 个字", "In either order, at most 3 characters between"), "电池 3D 隔膜"),
    Help(Text("在同一句中", "In one sentence"), "电池 S 隔膜"),
    Help(Text("在同一段中", "In one paragraph"), "电池 P 隔膜"),
    Help(Text("? 恰好一个字，# 有或没有一个字", "? exactly one character, # one or none"), "电?池 OR 电#池"),
    Help(Text("依次出现，中间不限；名称、号码的任意部分", "In order, anything between; any part of a name"), "锂+电池"),
    Help(Text("照原样；人名、机构名的全称", "As it stands; a whole name"), 'PA="某某大学"'),
    Help(Text("日期区间与比较", "Ranges and comparisons of days"), "AD=[2018 TO 202306] AND PD>=2020"),
    Help(Text("括号之内同一字段", "One field for all in the brackets"), "TI=(电池 AND 隔膜)"),
)
"""What joins terms and stands in them, each with an example; ``#1`` names an earlier query beside these."""

BY_NAME = {name: field for field, names in NAMES.items() for name in names}

TEXT_FIELDS = {
    "": TEXTS,
    "TI": (TextField.TITLE,),
    "AB": (TextField.ABSTRACT,),
    "CL": (TextField.CLAIM,),
    "TIAB": (TextField.TITLE, TextField.ABSTRACT),
    "PA": (TextField.APPLICANT,),
    "IN": (TextField.INVENTOR,),
    "AG": (TextField.AGENCY,),
}
"""Field → where its terms are looked for; no field means title, abstract and claim."""


def field_named(name: str, at: int) -> str:
    """Return the field of a written name."""
    field = BY_NAME.get(name.strip().upper())
    if field is None:
        known = "、".join("/".join(names[:2]) for names in NAMES.values())
        raise Fault(at, Text(f"没有字段“{name}”，可用：{known}", f"there is no field “{name}”; there are {known}"))
    return field


def read_value(field: str, word: str, at: int, *, quoted: bool) -> Node:
    """Read one value of a field; the place is the value's offset in the query."""
    if field in TEXT_FIELDS:
        return _term(field, word, at, quoted=quoted)
    if field in SCHEME_OF:
        return read_symbol(field, word, at)
    if field in DAY_OF:
        return read_day(field, word, at)
    if field in NUMBER_OF:
        pattern = not quoted and has_wildcard(word)
        return read_like_number(NUMBER_OF[field], word, at) if pattern else read_number(field, word, at)
    return read_code(field, word, at, quoted=quoted)


def _term(field: str, word: str, at: int, *, quoted: bool) -> Node:
    fields = TEXT_FIELDS[field]
    named = fields[0] in NAME_FIELDS
    if not quoted and has_wildcard(word):
        return _name_like(fields, word, at) if named else read_wild(fields, word, at)
    return Term(fields, _worded(word, at), Mode.EXACT if quoted and named else Mode.CONTAINS)


def _name_like(fields: tuple[TextField, ...], word: str, at: int) -> Node:
    """A pattern of a name is one for all of it; ``示例+`` is the plain question how it begins."""
    if word[-1] in "+*" and not has_wildcard(word[:-1]):
        return Term(fields, _worded(word[:-1], at), Mode.BEGINS)
    return read_like_name(fields[0], word, at)


def _worded(word: str, at: int) -> str:
    text = fold(word)
    if not any(is_han(char) or is_word(char) for char in text):
        raise Fault(at, NO_WORD)
    return text
