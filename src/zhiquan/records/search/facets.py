"""Facets: kind, filing year, class section, applicant, each bucket with the query that narrows to it."""

from __future__ import annotations

from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.language.tree import And, Mode, Node, Term, TextField
from zhiquan.records.search.results import Bucket, Facet
from zhiquan.records.search.text import fold
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text

_SIZES = {"kind": 3, "year": 60, "section": 40, "name": 10}
_LABELS = {
    "kind": Text("专利类型", "Kind"),
    "year": Text("申请年", "Filing year"),
    "section": Text("分类", "Class"),
    "name": Text("申请人", "Applicant"),
}
_SECTIONS = {
    "A": Text("A 人类生活必需", "A Human necessities"),
    "B": Text("B 作业；运输", "B Performing operations; transporting"),
    "C": Text("C 化学；冶金", "C Chemistry; metallurgy"),
    "D": Text("D 纺织；造纸", "D Textiles; paper"),
    "E": Text("E 固定建筑物", "E Fixed constructions"),
    "F": Text("F 机械工程；照明；加热；武器；爆破", "F Mechanical engineering; lighting; heating; weapons; blasting"),
    "G": Text("G 物理", "G Physics"),
    "H": Text("H 电学", "H Electricity"),
}


def facets(reader: Reader, node: Node, query: str) -> tuple[Facet, ...]:
    """Return the facets of a query's hits; values without hits are not listed."""
    return tuple(Facet(field, label, tuple(_buckets(reader, node, query, field))) for field, label in _LABELS.items())


def _buckets(reader: Reader, node: Node, query: str, field: str) -> list[Bucket]:
    found = reader.buckets(node, field, _SIZES[field])
    if field == "name":
        return [_applicant(reader, node, query, name) for name, _ in found]
    if field == "year":
        found = tuple(sorted(found, reverse=True))
    return [_bucket(query, field, value, count) for value, count in found]


def _bucket(query: str, field: str, value: str, count: int) -> Bucket:
    if field == "kind":
        label = PatentKind(value).label
        return Bucket(value, label, count, _narrow(query, f"KI={label.zh}"))
    if field == "year":
        return Bucket(value, Text(value, value), count, _narrow(query, f"AD={value}"))
    scheme, _, symbol = value.partition(":")
    if scheme == "ipc":
        return Bucket(value, _SECTIONS.get(symbol, Text(symbol, symbol)), count, _narrow(query, f"IC={symbol}"))
    label = Text(f"外观 {symbol} 类", f"Design class {symbol}")
    return Bucket(value, label, count, _narrow(query, f"LC={symbol}"))


def _applicant(reader: Reader, node: Node, query: str, name: str) -> Bucket:
    """Count the name's hits exactly (the engine's own list is cut per segment) and show the name as it is written."""
    term = Term((TextField.APPLICANT,), name, Mode.EXACT)
    page = reader.by_relevance(And((node, term)), 0, 1)
    written = next((given for given in page.records[0].applicants if fold(given) == name), name)
    quoted = written.replace('"', " ")
    return Bucket(name, Text(written, written), page.total, _narrow(query, f'PA="{quoted}"'))


def _narrow(query: str, clause: str) -> str:
    return clause if query == "*" else f"({query}) AND {clause}"
