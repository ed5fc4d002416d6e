"""Dumps of MySQL: whatever way a program writes its statements, the rows come out whole."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.corpus.loaders.mysql_dump import tokens
from zhiquan.records.corpus.loaders.mysql_dump.statements import Inserted, inserted
from zhiquan.records.corpus.loaders.mysql_dump.tokens import Kind, Tokens
from zhiquan.rules.refusal import Refusal

TABLE = (
    "CREATE TABLE `t` (`a` int NOT NULL, `b` varchar(10) DEFAULT ')' COMMENT '名称', KEY `k` (`a`,`b`))"
    " ENGINE=InnoDB;\n"
)


def rows(text: str) -> list[Inserted]:
    return list(inserted(io.StringIO(text), "a.sql"))


def values(text: str) -> list[tuple[str, ...]]:
    return [row.values for row in rows(TABLE + text)]


def test_rows_know_their_table_columns_and_remarks() -> None:
    (row,) = rows(TABLE + "INSERT INTO `t` VALUES (1,'甲');")
    assert (row.table, row.number, row.values) == ("t", 1, ("1", "甲"))
    assert [(column.name, column.comment) for column in row.columns] == [("a", ""), ("b", "名称")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'a\\'b'", "a'b"),
        ("'a''b'", "a'b"),
        ('"a\\"b"', 'a"b'),
        ("'a\\nb\\\\c\\0'", "a\nb\\c"),
        ("'50\\%'", "50\\%"),
        ("'(1,2);'", "(1,2);"),
        ("'-- no comment /* nor this'", "-- no comment /* nor this"),
        ("NULL", ""),
        ("null", ""),
        ("DEFAULT", ""),
        ("-3.5", "-3.5"),
        ("1e10", "1e10"),
        ("TRUE", "TRUE"),
        ("0xE794B2", "甲"),
        ("0xFF", "0xFF"),
        ("_binary '甲'", "甲"),
        ("_utf8mb4'甲'", "甲"),
        ("x'E794B2'", "甲"),
        ("NOW( )", "NOW ( )"),
        ("CAST('甲' AS JSON)", "CAST ( 甲 AS JSON )"),
        ("''", ""),
    ],
)
def test_values_are_read_as_the_server_would(written: str, read: str) -> None:
    assert values(f"INSERT INTO t VALUES (1, {written});") == [("1", read)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO `t` VALUES (1,'x'),(2,'y');",
        "INSERT INTO `t`\nVALUES\n\t(1,'x'),\n\t(2,'y');",
        "insert ignore into db.`t` (`a`, `b`) values (1, 'x') , (2, 'y') ;",
        "REPLACE INTO t(a,b) VALUE (1,'x');REPLACE INTO t(a,b) VALUE (2,'y')",
        "/*!4 ALTER TABLE `t` */;INSERT INTO t VALUES (1,'x'),/* two */(2,'y') -- end\nON DUPLICATE KEY UPDATE a=1;",
        "LOCK TABLES `t` WRITE; # now\nINSERT INTO t VALUES (1,'x');\nUNLOCK TABLES;\nINSERT INTO t VALUES (2,'y');",
    ],
)
def test_every_way_to_write_rows_is_read(statement: str) -> None:
    found = rows(TABLE + statement)
    assert [row.values for row in found] == [("1", "x"), ("2", "y")]
    assert [row.number for row in found] == [1, 2]
    assert all(len(row.columns) == 2 for row in found)


def test_columns_named_by_the_statement_come_in_its_order() -> None:
    (row,) = rows(TABLE + "INSERT INTO t (b, a) VALUES ('x', 1);")
    assert [(column.name, column.comment) for column in row.columns] == [("b", "名称"), ("a", "")]


def test_what_only_looks_like_rows_is_none() -> None:
    program = (
        "DELIMITER ;;\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO t VALUES (9,'z'); END;;\n"
        "DELIMITER ;\n"
    )
    text = program + "CREATE VIEW v AS SELECT 1;\nINSERT INTO t SELECT * FROM u;\nINSERT INTO t (SELECT 1, 2);\n"
    text += "CREATE TABLE u LIKE t;\nCREATE TEMPORARY TABLE IF NOT EXISTS w (c int);\nINSERT INTO t VALUES (1,'x');"
    assert values(text) == [("1", "x")]


def test_a_table_renamed_by_hand_is_read_by_the_declaration_above_its_rows() -> None:
    (row,) = rows(TABLE + "INSERT INTO other VALUES (1,'x');")
    assert [column.name for column in row.columns] == ["a", "b"]


def test_rows_that_do_not_agree_with_the_columns_have_none() -> None:
    (row,) = rows(TABLE + "INSERT INTO t VALUES (1,'x',3);")
    assert row.columns == ()
    assert row.values == ("1", "x", "3")


@pytest.mark.parametrize("text", ["INSERT INTO t VALUES (1,'x", "INSERT INTO t VALUES (1,`x"])
def test_a_dump_cut_inside_a_text_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        values(text)
    assert refusal.value.code == "import.unreadable"


def test_a_value_beyond_any_real_one_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LONGEST_FIELD", 200_000)
    with pytest.raises(Refusal) as refusal:
        values("INSERT INTO t VALUES (1,'" + "x" * 1_000_000)
    assert refusal.value.code == "import.too-large"


def test_a_row_beyond_any_real_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LONGEST_LINE", 10_000)
    with pytest.raises(Refusal) as refusal:
        values("INSERT INTO t VALUES (" + ",".join("'" + "x" * 900 + "'" for _ in range(20)) + ");")
    assert refusal.value.code == "import.too-large"
    assert len(values("INSERT INTO t VALUES " + ",".join("(1,'" + "x" * 900 + "')" for _ in range(20)))) == 20


@pytest.mark.parametrize("filling", ["9" * 200_000 + "x", "/" * 200_000, "-" * 200_000, "\\'" * 100_000, " " * 200_000])
def test_no_filling_makes_the_reader_slow(filling: str) -> None:
    with contextlib.suppress(Refusal):
        assert rows(TABLE + "INSERT INTO t VALUES (1," + filling) is not None


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO t VALUES (" + "1," * 5_000 + "1);",
        "CREATE TABLE w (" + ",".join(f"c{n} int" for n in range(5_000)) + ");",
        "".join(f"CREATE TABLE t{n} (a int);" for n in range(10_010)),
    ],
)
def test_widths_beyond_any_real_table_are_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rows(text)
    assert refusal.value.code == "import.too-large"


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5), st.integers(1, 40))
def test_texts_come_out_as_they_went_in_wherever_the_pieces_end(pairs: list[tuple[str, str]], size: int) -> None:
    def quoted(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def plain(text: str) -> str:
        return text.replace("\r", "").replace("\0", "")

    given_pairs = [(plain(one), plain(two)) for one, two in pairs]
    text = TABLE + "INSERT INTO t VALUES " + ",".join(f"({quoted(a)},{quoted(b)})" for a, b in given_pairs) + ";"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "PIECE", size)
        found = [row.values for row in inserted(io.StringIO(text, newline=""), "a.sql")]
    assert found == given_pairs


@settings(deadline=None)
@given(st.text(alphabet="'\"`\\-#/*();,. \nab0x", max_size=60))
def test_no_text_makes_the_reader_fail_otherwise_than_by_refusal(text: str) -> None:
    try:
        found = list(Tokens(io.StringIO(text), "a.sql"))
    except Refusal:
        return
    assert all(isinstance(token.kind, Kind) for token in found)


def test_tokens_of_names_numbers_and_signs() -> None:
    found = [(token.kind, token.text) for token in Tokens(io.StringIO("`a``b` -1.5 x.y (2024-01) 0x4"), "a")]
    assert found[:3] == [(Kind.NAME, "a`b"), (Kind.NUMBER, "-1.5"), (Kind.WORD, "x")]
    assert (Kind.WORD, "0x4") in found
