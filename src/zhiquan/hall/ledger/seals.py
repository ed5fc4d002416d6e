"""Checking the seals: each signed by a key of the installation, each linked to the one before, the last one's roots."""

from __future__ import annotations

import json
from collections.abc import Mapping

from zhiquan.hall.ledger.faults import Change, Verified
from zhiquan.hall.ledger.hashing import plain_json, sha256, sm3
from zhiquan.hall.ledger.key import OfficeKey
from zhiquan.hall.ledger.leaves import tree_of
from zhiquan.hall.ledger.models import Seal
from zhiquan.rules.text import Text


def check_seals(report: Verified, keys: Mapping[str, OfficeKey]) -> tuple[Seal | None, dict[int, OfficeKey]]:
    """Check number, signature and link of every seal; return the last one and which key made each that is genuine."""
    sealers: dict[int, OfficeKey] = {}
    before: Seal | None = None
    for place, seal in enumerate(Seal.objects.order_by("number").iterator(), 1):
        report.seals += 1
        key = keys.get(_key_of(seal))
        if key is None or not key.signed(seal.statement.encode(), _bytes(seal.signature)):
            report.found(Change.SEAL, "", None, _UNSIGNED.format(number=seal.number))
        else:
            sealers[seal.number] = key
            if seal.number != place or seal.says["number"] != seal.number or seal.says["previous"] != _link(before):
                report.found(Change.SEAL, "", None, _UNLINKED.format(number=seal.number))
        before = seal
    return before, sealers


def check_root(report: Verified, seal: Seal) -> None:
    """Count the roots of a seal from its leaves and compare."""
    tree = tree_of(seal.number)
    root = tree.close()
    says = _says(seal)
    if (says.get("cases"), says.get("sha256"), says.get("sm3")) != (tree.size, root.sha256.hex(), root.sm3.hex()):
        report.found(Change.SEAL, "", None, _ROOT.format(number=seal.number))


def _link(before: Seal | None) -> dict[str, str] | None:
    if before is None:
        return None
    told = before.statement.encode()
    return {"sha256": sha256(told).hex(), "sm3": sm3(told).hex()}


def _key_of(seal: Seal) -> str:
    return str(_says(seal).get("key", ""))


def _says(seal: Seal) -> dict[str, object]:
    """Return what a seal says; nothing where it is not even of the right form."""
    try:
        said = json.loads(seal.statement)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and plain_json(said) == seal.statement.encode() else {}


def _bytes(signature: str) -> bytes:
    try:
        return bytes.fromhex(signature)
    except ValueError:
        return b""


_UNSIGNED = Text(
    "第 {number} 次封存的签名不是本系统密钥所签。",
    "Seal {number} is not signed by a key of this installation.",
)
_UNLINKED = Text("第 {number} 次封存与前一次不衔接。", "Seal {number} does not follow the one before.")
_ROOT = Text(
    "第 {number} 次封存的根与各办件链头不符：有链头被改动、增加或去除。",
    "The roots of seal {number} are not those of its leaves: a head was changed, added or removed.",
)
