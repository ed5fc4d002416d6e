"""Hostile texts, tables, XML and JSON."""

from __future__ import annotations

from tests.records.corpus.hostile.archives import MIB, Make

GRANT = (
    "<us-patent-grant><us-bibliographic-data-grant><publication-reference><document-id><country>US</country>"
    "<doc-number>09999001</doc-number><kind>B2</kind><date>20200107</date></document-id></publication-reference>"
    '<application-reference appl-type="utility"><document-id><country>US</country><doc-number>16999001</doc-number>'
    "<date>20180305</date></document-id></application-reference><invention-title>{title}</invention-title>"
    "</us-bibliographic-data-grant></us-patent-grant>"
)


GB = GRANT.format(title="电池").encode("gb18030")


def grant(title: str = "Lamp", before: str = "", after: str = "") -> bytes:
    """A small grant with something before, inside or after it."""
    return f"{before}{GRANT.format(title=title)}{after}".encode()


def doctype(inside: str, title: str = "Lamp") -> bytes:
    return grant(title, f'<?xml version="1.0"?>\n<!DOCTYPE us-patent-grant SYSTEM "a.dtd" [{inside}]>\n')


def laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    return doctype(f'<!ENTITY l0 "lol">{levels}', "&l11;")


def blow_up() -> bytes:
    return doctype(f'<!ENTITY a "{"a" * MIB}">', "&a;" * 10_000)


def deep(levels: int = 100_000) -> bytes:
    return grant(f"{'<b>' * levels}{'</b>' * levels}")


def attributes(count: int = 1_000_000) -> bytes:
    told = " ".join(f"a{at}=''" for at in range(count))
    return grant(f"<b {told}/>")


def namespaces(count: int = 200_000) -> bytes:
    return grant("".join(f'<b xmlns:n{at}="urn:{at}">' for at in range(count)))


def long_text() -> bytes:
    return grant("a" * (12 * MIB))


def crowd() -> bytes:
    return grant("<b/>" * (3 * MIB))


def long_comment() -> bytes:
    return grant(before=f"<!-- {'a' * (20 * MIB)}")


def doctype_without_end() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE us-patent-grant [' + b"<!ELEMENT a ANY>" * (MIB // 2)


def table(rows: str = "CN201410000001.0,一种装置,2014-05-06\n") -> bytes:
    return f"申请号,名称,申请日\n{rows}".encode()


def long_line() -> bytes:
    return "申请号,名称,申请日\n".encode() + b"a" * (20 * MIB)


def open_quote() -> bytes:
    return table('CN201410000001.0,"一种装置,2014-05-06\n') + b"row\n" * (5 * MIB)


def long_field() -> bytes:
    return table(f'CN201410000001.0,"{"a" * (6 * MIB)}",2014-05-06\n')


def wide() -> bytes:
    return table("," * 100_000 + "\n")


def crowd_of_values() -> bytes:
    return b'{"patents": [' + b"[]," * (10 * MIB) + b"[]]}"


def large_json() -> bytes:
    return b'{"patents": "' + b"a" * (65 * MIB) + b'"}'


def digits() -> bytes:
    return b'{"patents": [{"publicationReferenceDocumentNumber": ' + b"9" * 1_000_000 + b"}]}"


def dump(values: str) -> bytes:
    columns = "`id` int, `application_number` varchar(20), `title` varchar(200)"
    return f"CREATE TABLE `patent` ({columns});\nINSERT INTO `patent` VALUES {values}".encode()


def long_dump() -> bytes:
    return dump("(1,'CN201410000001.0','" + "a" * (20 * MIB))


def encoded(text: str, encoding: str) -> Make:
    return lambda: text.encode(encoding)
