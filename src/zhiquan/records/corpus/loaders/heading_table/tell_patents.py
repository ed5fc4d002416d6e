"""What a row of a list of patents tells: the patent, its grant, the documents it cites."""

from __future__ import annotations

from itertools import islice

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.records.corpus.loaders.heading_table.manner import MOST, Manner, Named, Told, names, office, parties


def patents(values: Named, manner: Manner) -> Told:
    """Yield the patent of one row, its grant where that has a number of its own, and what it cites."""
    shown = {name: values.get(name, "") for name in _PATENT_FIELDS}
    dates = {name: read.day(values.get(name, ""), manner.form) for name in _PATENT_DATES}
    ipc, designs = read.by_scheme(values.get("ipc", ""))
    publication, granted = values.get("publication", ""), values.get("grant_number", "")
    fields: dict[str, Value] = {
        **shown,
        **dates,
        "office": office(values.get("office", "")),
        "publication": publication or granted,
        "ipc": ipc,
        "locarno": ";".join(filter(None, (values.get("locarno", ""), designs))),
        **parties(values, manner),
    }
    yield fields, "patents"
    if publication and granted and dates["grant_date"]:
        right = {name: fields[name] for name in ("office", "application", "publication")}
        yield {**right, "event": "granted", "on": dates["grant_date"], "number": granted}, "events"
    right = {name: fields[name] for name in ("office", "application", "publication", "kind_code")}
    for text in islice(names(values.get("cited", ""), ""), MOST):
        yield {**right, "text": text}, "citations"


_PATENT_FIELDS = ("application", "kind_code", "kind", "title", "title_en", "abstract", "abstract_en", "claim",
                  "main_class", "cpc", "priorities", "pct", "family", "status", "division")  # fmt: skip
_PATENT_DATES = ("filing_date", "publication_date", "grant_date")
