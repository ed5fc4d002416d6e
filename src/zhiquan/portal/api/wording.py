"""What is wrong with a value, in both languages, by the kind of error that the validation reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiquan.rules.text import Text

TITLES = {
    400: Text("请求读不懂", "Bad request"),
    401: Text("需要令牌", "Token required"),
    403: Text("权限不足", "Insufficient scope"),
    404: Text("没有找到", "Not found"),
    405: Text("方法不支持", "Method not allowed"),
    409: Text("情况已变", "Conflict"),
    412: Text("版本不符", "Precondition failed"),
    413: Text("内容过大", "Content too large"),
    415: Text("类型不支持", "Unsupported media type"),
    422: Text("未能办理", "Unprocessable"),
    429: Text("调用过于频繁", "Too many requests"),
    500: Text("服务出错", "Server error"),
    503: Text("服务繁忙", "Service unavailable"),
}


def wording(error: Mapping[str, Any]) -> Text:
    """Return the sentence for one error of pydantic's; what is not listed is told to be of another form."""
    text = _KINDS.get(str(error["type"]), _OTHER)
    return text.format(**{key: value for key, value in (error.get("ctx") or {}).items() if key != "error"})


_OTHER = Text("值的格式不符合要求。", "The value is not of the form asked for.")
_WHOLE = Text("请给整数。", "Give a whole number.")
_DAY = Text("请给日期，如 2026-11-22。", "Give a date, like 2026-11-22.")
_KINDS = {
    "missing": Text("缺少这一项。", "This is missing."),
    "extra_forbidden": Text("没有这一项，请去掉。", "There is no such member; leave it out."),
    "string_too_long": Text("不能超过 {max_length} 个字符。", "At most {max_length} characters."),
    "string_too_short": Text("至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_type": Text("请给字符串。", "Give a string."),
    "string_pattern_mismatch": Text("写法不对。", "It is not written so."),
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_parsing": Text("请给 true 或 false。", "Give true or false."),
    "greater_than_equal": Text("不能小于 {ge}。", "At least {ge}."),
    "less_than_equal": Text("不能大于 {le}。", "At most {le}."),
    "enum": Text("可选：{expected}。", "One of: {expected}."),
    "literal_error": Text("可选：{expected}。", "One of: {expected}."),
    "too_long": Text("最多 {max_length} 项。", "At most {max_length} items."),
    "too_short": Text("至少 {min_length} 项。", "At least {min_length} items."),
    "date_parsing": _DAY,
    "date_type": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "dict_type": Text("请给 JSON 对象。", "Give a JSON object."),
    "model_attributes_type": Text("请给 JSON 对象。", "Give a JSON object."),
    "list_type": Text("请给 JSON 数组。", "Give a JSON array."),
}
