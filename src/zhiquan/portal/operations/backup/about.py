"""The first member of a backup: what made it, when, and what it needs to be restored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.util import find_spec

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

FORMAT = 1
NAME = "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """``migrations`` are the dotted names of the modules of all that were applied; ``secret`` is a fingerprint.

    ``keys`` is whether the keys folder is inside; ``elsewhere`` names the object store that holds the lake's tables,
    empty when they are inside.
    """

    program: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    keys: bool
    secret: str
    elsewhere: str = ""
    format: int = FORMAT

    def written(self) -> bytes:
        """Return the member's bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read_about(content: bytes) -> About:
    """Return what a member says; ``Refusal`` ``backup.format`` for one that another format's program wrote."""
    told = json.loads(content)
    if told.get("format") != FORMAT:
        text = Text(
            f"备份格式为第 {told.get('format')} 版，本程序只能恢复第 {FORMAT} 版，请用作出该备份的程序版本恢复。",
            f"The backup is of format {told.get('format')}, this program restores format {FORMAT}; restore it with the"
            " version of the program that made it.",
        )
        raise Refusal("backup.format", text)
    return About(**{**told, "migrations": tuple(told["migrations"])})


def refuse_newer(about: About) -> None:
    """``Refusal`` ``backup.newer`` when the database was made by a newer program than this one."""
    unknown = [name for name in about.migrations if not _known(name)]
    if unknown:
        text = Text(
            f"备份由较新的程序（{about.program}）作出，含本程序没有的数据库版本 {unknown[0]}，请先安装该版本再恢复。",
            f"The backup was made by a newer program ({about.program}): this one does not know {unknown[0]}; install"
            " that version first, then restore.",
        )
        raise Refusal("backup.newer", text)


def _known(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def fingerprint(secret: str) -> str:
    """Return what a site's secret is known by; the secret is too long to be guessed from it."""
    return hashlib.sha256(f"zhiquan backup\0{secret}".encode()).hexdigest()[:16]
