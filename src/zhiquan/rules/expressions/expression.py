"""Compile an expression once, evaluate it often; whatever is wrong is a refusal that says where and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import cel

from zhiquan.rules.expressions import language
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")
_LARGEST = 2**63
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression over declared ``variables``; ``value`` evaluates it."""

    source: str
    variables: frozenset[str]
    _program: Any = field(repr=False, compare=False)
    _macros: int = field(repr=False, compare=False)

    def value(self, values: Mapping[str, Any]) -> Any:
        """Return the result: truth, whole number, float, text, list, mapping or nothing.

        Values are JSON values, dates (read as ISO texts) and decimals (read as texts, compared with ``fen``). Refuses
        with ``expressions.missing`` where a value is not given, ``expressions.too-costly`` where the lists are too
        long for the macros, ``expressions.value`` for a value of a wrong type, ``expressions.failed`` otherwise.
        """
        if missing := sorted(self.variables & set(self._program.variables()) - set(values)):
            raise _missing(missing[0])
        plain = {name: _plain(value) for name, value in values.items() if name in self.variables}
        self._afford(plain)
        faults: list[str] = []
        try:
            result = self._program.execute({**plain, **_functions(faults)})
        except KeyError as fault:
            raise _missing(str(fault).strip("'\"")) from fault
        except (TypeError, ValueError, ArithmeticError, RuntimeError, IndexError) as fault:
            raise self._failed(str(fault)) from fault
        if faults:
            raise self._failed(faults[0])
        return result

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Return the result of a condition; anything that is neither true nor false is refused."""
        result = self.value(values)
        if not isinstance(result, bool):
            raise self._failed(f"{result!r} is neither true nor false")
        return result

    def _afford(self, values: Mapping[str, Any]) -> None:
        """Refuse before running if the macros could take too many steps over these values."""
        longest = _size(values) * (1 + self.source.count("+")) + len(self.source)
        if self._macros and longest**self._macros > language.MOST_STEPS:
            raise Refusal(
                "expressions.too-costly",
                Text(
                    f"表达式“{self.source}”对这些数据的计算量过大，请减少嵌套或列表长度。",
                    f"“{self.source}” would take too many steps over these values; use fewer macros or shorter lists.",
                ),
            )

    def _failed(self, why: str) -> Refusal:
        return Refusal(
            "expressions.failed",
            Text(
                f"表达式“{self.source}”无法计算（{why}），请检查其中的类型和数据。",
                f"“{self.source}” cannot be evaluated ({why}); check its types and the values.",
            ),
        )


def compile_expression(source: str, variables: frozenset[str]) -> Expression:
    """Compile an expression that may use ``variables`` and nothing else.

    Refuses with ``expressions.too-long``, ``.too-deep``, ``.too-costly``, ``.syntax`` or ``.unknown-name``; the
    last two give line and column. Allowed are the operators, macros and functions of ``language``.
    """
    if len(source) > language.LONGEST_SOURCE:
        raise Refusal(
            "expressions.too-long",
            Text(
                f"表达式有{len(source)}个字符，最多{language.LONGEST_SOURCE}个；请拆分。",
                f"The expression has {len(source)} characters, at most {language.LONGEST_SOURCE}; split it.",
            ),
        )
    try:
        program = cel.compile(source)
    except ValueError as fault:
        raise _syntax(source, str(fault)) from fault
    bare = language.without_literals(source)
    bound = language.bound_names(bare)
    if len(bound) > language.MOST_MACROS:
        raise Refusal(
            "expressions.too-costly",
            Text(
                f"表达式用了{len(bound)}个列表宏，最多{language.MOST_MACROS}个；请拆分。",
                f"The expression uses {len(bound)} macros over lists, at most {language.MOST_MACROS}; split it.",
            ),
        )
    allowed = language.OPERATORS | language.FUNCTIONS
    unknown = [*(set(program.functions()) - allowed), *(set(program.variables()) - variables - set(bound))]
    if unknown:
        raise _unknown(min(unknown), bare, variables)
    return Expression(source, variables, program, len(bound))


def _syntax(source: str, fault: str) -> Refusal:
    if "Recursion limit" in fault:
        return Refusal(
            "expressions.too-deep",
            Text("表达式的括号嵌套过深，请拆分。", "The expression is nested too deeply; split it."),
        )
    found = _PLACE.search(fault)
    line, column, what = found.groups() if found else ("1", "1", fault)
    return Refusal(
        "expressions.syntax",
        Text(
            f"表达式“{source}”第{line}行第{column}个字符处有语法错误：{what}",
            f"Syntax error in “{source}”, line {line}, character {column}: {what}",
        ),
    )


def _unknown(name: str, bare: str, variables: frozenset[str]) -> Refusal:
    found = re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])", bare)
    before = bare[: found.start()] if found else ""
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    known = "、".join(sorted(variables | language.FUNCTIONS))
    hint = Text("（文字和列表的长度用 length）", " (the length of texts and lists is length)")
    hint = hint if name == "size" else Text("", "")
    return Refusal(
        "expressions.unknown-name",
        Text(
            f"表达式第{line}行第{column}个字符处的 {name} 未声明{hint.zh}，可用：{known}。",
            f"{name} in line {line}, character {column}, is not declared{hint.en}; known are: {known}.",
        ),
    )


def _missing(name: str) -> Refusal:
    return Refusal(
        "expressions.missing",
        Text(f"没有提供“{name}”，请补充后再试。", f"“{name}” is not given; supply it and try again."),
    )


def _plain(value: Any) -> Any:
    """Turn a value into what the language knows, or refuse it; nothing loses exactness on the way."""
    match value:
        case datetime():
            pass
        case None | bool() | str() | float():
            return value
        case int() if -_LARGEST <= value < _LARGEST:
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise Refusal(
        "expressions.value",
        Text(f"值 {value!r} 不能用于表达式。", f"The value {value!r} cannot be used in an expression."),
    )


def _size(value: Any) -> int:
    """Return how many entries lists and mappings hold in all."""
    if isinstance(value, dict):
        return len(value) + sum(map(_size, value.values()))
    return len(value) + sum(map(_size, value)) if isinstance(value, list) else 0


def _functions(faults: list[str]) -> dict[str, Callable[..., Any]]:
    """Return the functions added to CEL; they note a fault instead of raising, which CEL would print."""

    def length(value: Any) -> int:
        if isinstance(value, str | list | dict):
            return len(value)
        faults.append(f"length({value!r})")
        return 0

    def fen(value: Any) -> int:
        """Return an amount of money in fen (分), exactly."""
        try:
            exact = Decimal(value) * _CENTS
            whole = int(exact)
        except (InvalidOperation, TypeError, ValueError, OverflowError):
            faults.append(f"fen({value!r})")
            return 0
        if isinstance(value, bool | float) or whole != exact or not -_LARGEST <= whole < _LARGEST:
            faults.append(f"fen({value!r})")
            return 0
        return whole

    return {"length": length, "fen": fen, "total": partial(_total, faults)}


def _total(faults: list[str], value: Any) -> int:
    """Return the sum of a list of whole numbers (amounts in fen, points)."""
    numbers = value if isinstance(value, list) else [None]
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
        faults.append(f"total({value!r})")
        return 0
    summed = sum(numbers)
    if not -_LARGEST <= summed < _LARGEST:
        faults.append("total: too large")
        return 0
    return summed
