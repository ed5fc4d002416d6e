"""The small typed total language of guards, visibility and amounts: a bounded part of CEL."""

from zhiquan.rules.expressions.expression import Expression, compile_expression
from zhiquan.rules.expressions.expression import compile_expression as compile  # noqa: A004 - the room's verb

__all__ = ["Expression", "compile", "compile_expression"]
