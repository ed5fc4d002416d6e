"""The scan port: whatever can say whether bytes carry malware; and what is done when it cannot be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from zhiquan.hall.files.clamd import Clamd
from zhiquan.hall.files.models import Scan


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scan came to: ``found`` names what was found, or why the scanner gave no answer."""

    scan: Scan
    found: str = ""


class Scanner(Protocol):
    """The port: ``OSError`` when the scanner cannot be asked or gives no answer about these bytes."""

    def find(self, content: bytes) -> str:
        """Return the name of what was found; empty when nothing was."""
        ...


def scanner() -> Scanner | None:
    """Return the scanner of this installation, if it has one."""
    return Clamd.at(settings.SCANNER, settings.SCANNER_SECONDS) if settings.SCANNER else None


def judge(content: bytes) -> Verdict:
    """Have bytes scanned. Where a scanner is set or required, whatever could not be scanned waits; it never passes."""
    asked = scanner()
    if asked is None:
        return Verdict(Scan.WAITING if settings.SCAN_REQUIRED else Scan.NONE)
    try:
        found = asked.find(content)
    except OSError as error:
        return Verdict(Scan.WAITING, str(error)[:120])
    return Verdict(Scan.INFECTED, found[:120]) if found else Verdict(Scan.CLEAN)
