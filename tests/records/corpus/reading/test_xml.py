"""XML, streamed: elements out of one document or thousands, without DTD, entities and network."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.reading import markup, xml
from zhiquan.records.corpus.reading.xml import documents, items, root, text_of
from zhiquan.rules.refusal import Refusal


def _stream(text: str, encoding: str = "utf-8") -> BinaryIO:
    return io.BytesIO(text.encode(encoding))


def _texts(text: str, *tags: str, encoding: str = "utf-8") -> list[str]:
    return [text_of(item) for item in items(_stream(text, encoding), *tags)]


def test_elements_come_one_by_one_and_are_let_go() -> None:
    seen, parent = [], None
    for item in items(_stream("<r><h>x</h><a>1</a><b/><a>2<i>3</i></a></r>"), "a"):
        parent = item.getparent()
        seen.append(text_of(item))
    assert parent is not None
    assert (seen, len(parent), text_of(parent)) == (["1", "23"], 1, "")


def test_namespaces_are_named_or_left_open() -> None:
    text = '<r xmlns:n="urn:n"><n:a>1</n:a><a>2</a></r>'
    assert _texts(text, "{urn:n}a") == ["1"]
    assert _texts(text, "{*}a") == ["1", "2"]


def test_documents_glued_together_are_told_apart() -> None:
    text = (
        '\ufeff<?xml version="1.0"?>\n<!DOCTYPE r SYSTEM "r.dtd" [ ]>\n<r><a>1</a></r>\n' * 2
        + "<!DOCTYPE r>\n<r><a>2</a></r>"
    )
    assert _texts(text.replace("\ufeff", "", 2), "a") == ["1", "1", "2"]
    cut = [document.read().strip() for document in documents(_stream(text.replace("\ufeff", "")))]
    assert cut == [b"<r><a>1</a></r>", b"<r><a>1</a></r>", b"<r><a>2</a></r>"]


def test_a_document_that_is_not_read_to_its_end_is_passed_over() -> None:
    text = '<?xml version="1.0"?><r>1</r><?xml version="1.0"?><r>2</r>'
    assert [document.read(2) for document in documents(_stream(text))] == [b"<r", b"<r"]
    assert [document.read() for document in documents(_stream(" \n"))] == [b""]


def test_a_mark_in_a_comment_or_section_begins_nothing() -> None:
    text = '<r><!-- <?xml version="1.0"?> <!DOCTYPE a> &x; --><a><![CDATA[<?xml ?> &mdash; <!ENTITY]]></a></r>'
    assert _texts(text, "a") == ["<?xml ?> &mdash; <!ENTITY"]


def test_entities_of_html_and_iso_become_letters_and_others_stay() -> None:
    text = "<r><a>&alpha;&nbsp;&mdash;&amp;&lt;&Prime;&unknown;&#x4e00;</a></r>"
    (item,) = (item.text for item in items(_stream(text), "a"))
    assert item == "α\xa0—&<″&unknown;一"


@given(st.integers(1, 40), st.sampled_from(["utf-8", "utf-16"]))
def test_it_reads_the_same_wherever_a_block_of_bytes_ends(size: int, encoding: str) -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY d SYSTEM "a].tif" NDATA TIF> <!ELEMENT r ANY>]><r>'
        "<a>电池 &mdash; <![CDATA[x]] >]]>&unknown; <!-- - -- --><b>&amp;</b></a></r>"
        '<?xml version="1.0"?><r><a>2</a></r>'
    ).replace(" -- ", " ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "CHUNK", size)
        assert _texts(text, "a", encoding=encoding) == ["电池 — x]] >&unknown; &", "2"]


@pytest.mark.parametrize("declared", ["GB2312", "gbk", "GB18030"])
def test_a_declared_chinese_encoding_is_read(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><r><a>专利㐀</a></r>'
    assert _texts(text, "a", encoding="gb18030") == ["专利㐀"]


def test_a_declared_western_encoding_is_read() -> None:
    assert _texts('<?xml version="1.0" encoding="ISO-8859-1"?><r><a>é</a></r>', "a", encoding="latin-1") == ["é"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<r/>", "r"),
        ("\ufeff <?xml version='1.0'?>\n<!-- <a> --><n:r x='1'>", "n:r"),
        ('<!DOCTYPE html PUBLIC "x" "y">\n<other>', "other"),
        ('<!DOCTYPE PATDOC SYSTEM "x" [ <!ENTITY a SYSTEM "b" NDATA T>', "PATDOC"),
        ("<!DOCTYPE PATDOC [ ]>\n<PA", "PATDOC"),
        ("text", ""),
        ("", ""),
        ("{}", ""),
        ("<" * 9_999, ""),
        ("<?a?>" * 2_000, ""),
        ("\xff\xfe", ""),
    ],
)
def test_the_root_is_told_by_the_first_bytes(head: str, name: str) -> None:
    assert root(head.encode()) == name


def test_the_root_of_utf16() -> None:
    assert root("<r/>".encode("utf-16")) == "r"


def test_text_runs_together_without_what_is_left_out() -> None:
    assert _texts("<a> 1\n <i>2<b>3</b>4</i>\t5 </a>", "a") == ["1 234 5"]
    item = next(iter(items(_stream("<a> 1 <i>2</i> 5 <n:b xmlns:n='n'>6</n:b></a>"), "a")))
    assert text_of(item, "i", "b") == "1 5"
    assert text_of(None) == ""


def test_an_element_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST_ITEM", 50)
    assert _texts("<r><a>1</a></r>", "a") == ["1"]
    with pytest.raises(Refusal, match="请拆分"):
        _texts(f"<r><a>{'1' * 60}</a></r>", "a")


@pytest.mark.parametrize("text", ["<r><a>1</r>", "<r", "<r>", "text", "<r/>x", "<r a=1/>", "<r><a></a>"])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        _texts(text, "a")
    assert refusal.value.code == "import.unreadable"
