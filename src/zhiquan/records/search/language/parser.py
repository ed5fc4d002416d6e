"""Text → tree: lark (LALR, contextual lexer) with the place and the expected signs in every error."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.language.faults import Fault, refusal
from zhiquan.records.search.language.fields import TEXT_FIELDS, field_named, read_value
from zhiquan.records.search.language.near import read_near
from zhiquan.records.search.language.sets import SET, chosen, misread
from zhiquan.records.search.language.tree import And, Everything, Node, Not, Number, Or, Term
from zhiquan.records.search.language.values import DAY_OF, looks_chinese, read_comparison, read_range
from zhiquan.records.search.numbers import compact, is_number_like
from zhiquan.rules.identifiers import Broken, parse_application_number
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST = 8_000
"""Characters of a query."""
DEEPEST = 64
"""Brackets and negations inside one another."""
MOST = 500
"""Terms of a query."""

_SHORT_NUMBER = 11
"""Letters and digits of an application number up to September 2003: eight other digits may as well be another's."""
MOST_NEAR = 3
"""Nearnesses in one chain (``a 3W b 5D c``)."""

_PLAIN = str.maketrans("（）［］【】“”＂＝＜＞　？＃＋＊", '()[][]"""=<> ?#+*')
_EXPECTED = {
    "WORD": Text("检索词", "a term"),
    "PHRASE": Text("引号中的词", "a quoted term"),
    "FIELD": Text("字段", "a field"),
    "SIGN": Text("= 等符号", "a sign such as ="),
    "LPAR": Text("左括号", "an opening bracket"),
    "RPAR": Text("右括号", "a closing bracket"),
    "LSQB": Text("区间 [a TO b]", "a range [a TO b]"),
    "RSQB": Text("右方括号 ]", "a closing ]"),
    "_TO": Text("TO", "TO"),
    "NEAR": Text("邻近（如 3W、5D、S、P）", "a nearness such as 3W, 5D, S, P"),
    "_AND": Text("AND（与）", "AND"),
    "_OR": Text("OR（或）", "OR"),
    "_NOT": Text("NOT（非）", "NOT"),
    "$END": Text("检索式结束", "the end of the query"),
}


def parse(query: str, sets: Sequence[str] = ()) -> Node:
    """Return the tree of a query; ``#1`` in it stands for the first of the earlier queries ``sets``, and so on.

    A query that is only an application number is the right itself. ``Refusal`` ``search.empty``, ``search.too-long``,
    ``search.number`` (a number whose check character is wrong) or ``search.syntax`` with place and what was expected.
    """
    try:
        return _Reader(sets).whole(query)
    except Fault as fault:
        raise refusal(query, fault) from None


def _plain(query: str) -> str:
    text = query.translate(_PLAIN)
    if not text.strip():
        raise Refusal("search.empty", Text("请输入检索词。", "Enter something to search for."))
    if len(text) > LONGEST:
        raise Refusal(
            "search.too-long",
            Text(
                f"检索式最长 {LONGEST} 个字符，请分几次检索。",
                f"A query has at most {LONGEST} characters; search in parts.",
            ),
        )
    return text


def _number(text: str) -> Node | None:
    """Return what a query that is only a number asks for, if no word can be meant.

    A Chinese application number leads to the right itself; the numbers of other registers have no check character
    that would tell them from a word, so ``None`` leaves the word to be looked for beside the number.
    """
    found = parse_application_number(text)
    if not isinstance(found, Broken):
        form = compact(found.canonical)
        if len(form) > _SHORT_NUMBER or not text.isdecimal():
            return Number("application", form)
        return None
    if looks_chinese(text):
        sentence = Text(f"{found.text.zh.rstrip('。')}。", f"{found.text.en.rstrip('.')}.")
        raise Refusal("search.number", sentence)
    return None


def _numbers(text: str) -> tuple[Node, ...]:
    """Return the numbers, of any office and register, that a whole query may be."""
    if not is_number_like(text):
        return ()
    found = parse_application_number(text)
    own = () if isinstance(found, Broken) else (Number("application", compact(found.canonical)),)
    form = compact(text)
    return (*own, Number("application", form), Number("publication", form))


def _check_depth(text: str) -> None:
    depth = 0
    quoted = False
    for at, char in enumerate(text):
        quoted ^= char == '"'
        if not quoted:
            depth += (char == "(") - (char == ")")
        if depth > DEEPEST:
            raise Fault(at, Text(f"括号最多嵌套 {DEEPEST} 层", f"brackets nest at most {DEEPEST} deep"))


@cache
def _lark() -> Lark:
    return Lark(Path(__file__).with_name("query.lark").read_text("utf-8"), parser="lalr", maybe_placeholders=False)


def _parsed(text: str) -> Tree[Token]:
    try:
        return _lark().parse(text)
    except UnexpectedInput as error:
        raise _fault(text, error) from None


def _fault(text: str, error: UnexpectedInput) -> Fault:
    names: set[str] = set()
    at = len(text)
    if isinstance(error, UnexpectedToken):
        names = set(getattr(error, "accepts", None) or error.expected)
        at = len(text) if error.token.type == "$END" else int(error.token.start_pos or 0)
    elif isinstance(error, UnexpectedCharacters):
        names, at = set(error.allowed or ()), int(str(error.pos_in_stream))
        if text[at : at + 1] == '"' and text.count('"', at) == 1:
            return Fault(at, Text("引号没有成对", "the quotation mark has no partner"))
    expected = [label for name, label in _EXPECTED.items() if name in names]
    zh = "、".join(item.zh for item in expected) or "别的内容"
    en = ", ".join(item.en for item in expected) or "something else"
    return Fault(at, Text(f"此处应为{zh}", f"expected {en}"))


class _Reader:
    """Resolves fields: what stands in the brackets after ``TI=`` is looked for in TI, an inner field goes first."""

    def __init__(self, sets: Sequence[str]) -> None:
        self.sets = sets
        self.open: tuple[int, ...] = ()
        self.terms = 0
        self.depth = 0

    def whole(self, query: str) -> Node:
        text = _plain(query)
        if number := _number(text.strip()):
            return number
        if numbers := _numbers(text.strip()):
            words = fold(text)
            return Or((*numbers, Term(TEXT_FIELDS[""], words)))
        _check_depth(text)
        return self.read(_parsed(text), "")

    def read(self, tree: Tree[Token], field: str) -> Node:
        self.depth += 1
        if self.depth > 4 * DEEPEST:
            raise Fault(0, Text(f"最多嵌套 {DEEPEST} 层", f"at most {DEEPEST} levels nest"))
        node: Node = getattr(self, tree.data)(tree.children, field)
        self.depth -= 1
        return node

    def any_of(self, parts: list[Tree[Token]], field: str) -> Node:
        nodes = tuple(self.read(part, field) for part in parts)
        return nodes[0] if len(nodes) == 1 else Or(nodes)

    def all_of(self, parts: list[Tree[Token]], field: str) -> Node:
        nodes = tuple(self.read(part, field) for part in parts)
        return nodes[0] if len(nodes) == 1 else And(nodes)

    def but_not(self, parts: list[Tree[Token]], field: str) -> Node:
        node = self.read(parts[0], field)
        return node.part if isinstance(node, Not) else Not(node)

    def near(self, parts: list[Token | Tree[Token]], field: str) -> Node:
        signs = [_token(sign) for sign in parts[1::2]]
        if len(signs) > MOST_NEAR:
            at = int(signs[MOST_NEAR].start_pos or 0)
            raise Fault(at, Text(f"邻近最多连写 {MOST_NEAR} 个", f"at most {MOST_NEAR} nearnesses stand in a row"))
        node, *others = (self.read(_tree(part), field) for part in parts[::2])
        for sign, other in zip(signs, others, strict=True):
            node = read_near(node, str(sign), other, int(sign.start_pos or 0))
        return node

    def value(self, parts: list[Token], field: str) -> Node:
        token = parts[0]
        at = int(token.start_pos or 0)
        self.terms += 1
        if self.terms > MOST:
            raise Fault(at, Text(f"检索词最多 {MOST} 个", f"a query has at most {MOST} terms"))
        if token.type == "PHRASE":
            return read_value(field, str(token)[1:-1], at, quoted=True)
        if SET.fullmatch(token):
            return self._earlier(token, at, field)
        if token == "*" and not field:  # noqa: S105 - a lexer's token, not a secret
            return Everything()
        return read_value(field, str(token), at, quoted=False)

    def _earlier(self, token: Token, at: int, field: str) -> Node:
        """Read an earlier query in the place of its number; its terms and its depth count like written ones."""
        number = chosen(token, at, field, len(self.sets), self.open)
        before, self.open = self.open, (*self.open, number)
        query = self.sets[number - 1]
        try:
            node = self.whole(query)
        except Fault as fault:
            raise misread(number, at, refusal(query, fault)) from None
        except Refusal as wrong:
            raise misread(number, at, wrong) from None
        self.open = before
        return node

    def compare(self, parts: list[Token | Tree[Token]], field: str) -> Node:
        name, sign, value = parts
        field = self._named(name)
        if sign == "=":
            return self.read(_tree(value), field)
        word = _tree(value).children[0]
        self._dates_only(field, sign)
        return read_comparison(field, str(sign), str(word).strip('"'), int(_token(word).start_pos or 0))

    def scope(self, parts: list[Token | Tree[Token]], _field: str) -> Node:
        name, sign, inner = parts
        if sign != "=":
            raise Fault(int(_token(sign).start_pos or 0), Text("括号之前应为 =", "expected = before a bracket"))
        return self.read(_tree(inner), self._named(name))

    def span(self, parts: list[Token | Tree[Token]], field: str) -> Node:
        name, sign, low, high = parts
        field = self._named(name) if sign == "=" else field
        self._dates_only(field, sign)
        return read_range(field, *((str(word), int(_token(word).start_pos or 0)) for word in (low, high)))

    def _named(self, name: object) -> str:
        token = _token(name)
        return field_named(str(token), int(token.start_pos or 0))

    def _dates_only(self, field: str, sign: object) -> None:
        if field not in DAY_OF:
            at = int(_token(sign).start_pos or 0)
            raise Fault(
                at,
                Text(
                    "只有日期（AD、PD、GD、DT）可以比较或写区间，如 AD>=2015、AD=[2010 TO 2015]",
                    "only dates (AD, PD, GD, DT) take a comparison or a range, AD>=2015, AD=[2010 TO 2015]",
                ),
            )


def _token(item: object) -> Token:
    if not isinstance(item, Token):
        raise TypeError(f"a token was expected, not {item!r}")
    return item


def _tree(item: object) -> Tree[Token]:
    if not isinstance(item, Tree):
        raise TypeError(f"a tree was expected, not {item!r}")
    return item
