"""The doctor: one line for everything that an installation needs, and what to do where it lacks."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import DatabaseError

from zhiquan.portal.operations.doctor import stores, surroundings, traffic
from zhiquan.portal.operations.doctor.finding import Check, Finding, Level
from zhiquan.portal.operations.upgrading import waiting_migrations
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

__all__ = ["CHECKS", "Finding", "Level", "examine", "worst"]

log = logging.getLogger(__name__)

CHECKS: dict[str, Check] = {
    "settings": surroundings.addresses,
    "database": stores.database,
    "folders": surroundings.folders,
    "disk": surroundings.disk,
    "clock": surroundings.clock,
    "fonts": surroundings.fonts,
    "lake": stores.lake,
    "files": stores.files,
    "keys": stores.keys,
    "backups": stores.backups,
    "law": traffic.law,
    "matters": traffic.matters,
    "tick": traffic.tick,
    "outbox": traffic.outbox,
    "mail": traffic.mail,
    "scanner": traffic.scan,
}
"""By name, in the order in which they are told."""


def examine() -> Iterator[Finding]:
    """Yield what every check finds; one that cannot be carried out has failed, and keeps no other from its turn.

    Before an upgrade tables are not there yet: the check of the database says what is to be done, once for all.
    """
    for name, check in CHECKS.items():
        found = list[Finding]()
        try:
            found += (Finding(name, level, said) for level, said in check())
        except Refusal as refusal:
            found.append(Finding(name, Level.FAIL, refusal.text))
        except DatabaseError as error:
            if _waits_for_upgrade():
                continue
            found.append(_broken(name, error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the other checks have their turn
            found.append(_broken(name, error))
        bad = [one for one in found if one.level is not Level.OK]
        yield from bad or found


def _waits_for_upgrade() -> bool:
    try:
        return bool(waiting_migrations())
    except DatabaseError:
        return False


def _broken(name: str, error: Exception) -> Finding:
    log.error("doctor: %s", name, exc_info=error)
    said = f"{type(error).__name__}: {error}"
    return Finding(name, Level.FAIL, Text(f"无法检查（{said}）", f"could not be looked at ({said})"))


def worst(findings: list[Finding]) -> Level:
    """Return the worst level there is."""
    levels = {one.level for one in findings}
    return next((level for level in (Level.FAIL, Level.WARN) if level in levels), Level.OK)
