"""The port through which a room proves the definitions of its kind before they are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from zhiquan.office.rulebook.sources import SHIPPED_ORIGIN
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Package:
    """A definition with everything it resolves to, ready to be published: JSON values only.

    What comes after ``letters`` follows from the content or says where it lies, and is pinned without being hashed:
    ``law`` the keys of the provisions it names, ``files`` the SHA-256 of each file it was read from, ``origin`` whose
    files they are (shipped, region), ``beside`` the version that ships under the same code beside a region's own.
    """

    kind: str
    code: str
    version: str
    resolved: Mapping[str, Any]
    letters: Mapping[str, Any] = field(default_factory=dict)
    law: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    origin: str = SHIPPED_ORIGIN
    beside: str = ""


class Prover(Protocol):
    """Proves a package on the date from which it is to be in force."""

    def __call__(self, package: Package, on: date) -> tuple[Text, ...]:
        """Return the faults, each with its place; none means that it may be published."""
        ...


provers: Registry[Prover] = Registry("provers")
