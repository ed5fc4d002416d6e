"""How the log is written: one line of JSON for each record, with the number of the request that it belongs to.

A line names no person: neither address, nor account, nor what was asked for beyond the pattern of the page.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import datetime

from zhiquan.settings.now import SHANGHAI

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered; empty outside one."""
_EXTRA = ("method", "route", "status", "milliseconds")


class JsonLine(logging.Formatter):
    """A record as one line of JSON: at, level, logger, message, request, what was measured, error and its trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            told["request"] = number
        told |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            told |= {"error": record.exc_info[0].__name__, "trace": self.formatException(record.exc_info)}
        return json.dumps(told, ensure_ascii=False)
