"""What every command shares: language, JSON, refusals as one sentence, exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import click

from zhiquan.rules.text import Text

EXIT_REFUSED = 1
"""The input or the state of things does not allow it; the sentence says what to do."""
EXIT_FOUND_FAULTS = 3
"""The command ran and reports faults (a check or a verification that did not pass)."""


def language() -> str:
    """Return ``zh`` or ``en`` by ``$ZHIQUAN_LANG``, else by the locale; Chinese where the locale says nothing."""
    for name in ("ZHIQUAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def tr(zh: str, en: str) -> str:
    """Return the help or message of a command in the language of the locale."""
    return Text(zh, en).say(language())


def plain(value: Any) -> Any:
    """Turn dates, amounts, enums, texts and dataclasses into JSON values."""
    match value:
        case Text():
            return {"zh": value.zh, "en": value.en}
        case date() | datetime():
            return value.isoformat()
        case Decimal() | Path():
            return str(value)
        case Enum():
            return value.value
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(v) for v in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return plain({name: getattr(value, name) for name in value.__dataclass_fields__})
        case _:
            return value


def emit_json(value: Any) -> None:
    """Print one JSON document, Chinese left readable."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json`` to a reading command; the parameter is called ``as_json``."""
    text = tr("以 JSON 输出", "Print JSON")
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


def django_ready() -> None:
    """Load Django once; commands that need no database never pay for it."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
