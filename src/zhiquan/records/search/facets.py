"""Facets, each bucket with the query that narrows to it: right, kind, year, class, applicant, office, status, place."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import Regime
from zhiquan.records.search.engine import FacetField, Reader
from zhiquan.records.search.language.tree import Code, Is, Mode, Node, Term, TextField
from zhiquan.records.search.language.values import MARK_LABELS
from zhiquan.records.search.results import Bucket, Facet
from zhiquan.records.search.schemes import What
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text

SIZES: dict[FacetField, int] = {
    "what": 3, "kind": 20, "year": 80, "section": 40, "name": 10, "office": 20, "status": 20, "division": 20,
}  # fmt: skip
_LABELS: dict[FacetField, Text] = {
    "what": Text("权利", "Right"),
    "kind": Text("类型", "Kind"),
    "year": Text("年份", "Year"),
    "section": Text("分类", "Class"),
    "name": Text("申请人", "Applicant"),
    "office": Text("国别", "Office"),
    "status": Text("法律状态", "Status"),
    "division": Text("区划", "Division"),
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
_SCHEMES = {
    "ipc": ("IC", Text("IPC {symbol}", "IPC {symbol}")),
    "cpc": ("CPC", Text("CPC {symbol}", "CPC {symbol}")),
    "locarno": ("LC", Text("外观 {symbol} 类", "Design class {symbol}")),
    "nice": ("NC", Text("商品 {symbol} 类", "Goods class {symbol}")),
    "vienna": ("VC", Text("图形 {symbol}", "Figure {symbol}")),
}
_KINDS = {kind.value: kind.label for kind in PatentKind} | MARK_LABELS | {one.value: one.label for one in Regime}
_SUBJECTS = {
    Code.OFFICE: lambda value: f"OF={value}",
    Code.DIVISION: lambda value: f'DV="{value}"',
}


def facets(reader: Reader, node: Node, query: str) -> tuple[Facet, ...]:
    """Return the facets of a query's hits; values without hits are not listed.

    ``query`` is what the buckets narrow: the query as written, or ``*``.
    """
    found = reader.buckets(node, SIZES)
    made = []
    for of, label in _LABELS.items():
        values = sorted(found[of], reverse=True) if of == "year" else found[of]
        made.append(Facet(of, label, tuple(_bucket(reader, query, of, *pair) for pair in values)))
    return tuple(made)


def _bucket(reader: Reader, query: str, of: FacetField, value: str, count: int) -> Bucket:
    label, clause = said(reader, of, value)
    return Bucket(value, label, count, clause if query == "*" else f"({query}) AND {clause}")


def said(reader: Reader, of: FacetField, value: str) -> tuple[Text, str]:
    """Return how a value is shown, and the clause that asks for it."""
    match of:
        case "what":
            label = What(value).label
            return label, f"WH={label.zh}"
        case "kind":
            label = _KINDS.get(value, Text(value, value))
            return label, f"KI={value}"
        case "year":
            return Text(value, value), f"DT={value}"
        case "section":
            return _section(value)
        case "name":
            written = written_name(reader, value)
            return Text(written, written), f'PA="{_unquoted(written)}"'
        case "status":
            written = _status(reader, value)
            return Text(written, written), f'ST="{_unquoted(written)}"'
        case _:
            return Text(value, value), _SUBJECTS[Code(of)](value)


def _section(value: str) -> tuple[Text, str]:
    scheme, _, symbol = value.partition(":")
    field_name, label = _SCHEMES[scheme]
    said = _SECTIONS.get(symbol) if scheme == "ipc" else None
    return said or label.format(symbol=symbol), f"{field_name}={symbol}"


def written_name(reader: Reader, name: str) -> str:
    """Return a folded name as a record writes it."""
    record = reader.first(Term((TextField.APPLICANT,), name, Mode.EXACT))
    parties = record.parties if record else ()
    return next((party.name for party in parties if fold(party.name) == name), name)


def _status(reader: Reader, status: str) -> str:
    record = reader.first(Is(Code.STATUS, status))
    return record.status if record else status


def _unquoted(written: str) -> str:
    return written.replace('"', " ")


@dataclass(slots=True)
class Kept:
    """Facets of the last queries of one generation, which never changes."""

    most: int = 128
    _held: OrderedDict[tuple[Node, str], tuple[Facet, ...]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, node: Node, query: str, make: Callable[[], tuple[Facet, ...]]) -> tuple[Facet, ...]:
        """Return what is kept for a query, made once."""
        key = (node, query)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            if len(self._held) > self.most:
                self._held.popitem(last=False)
        return made
