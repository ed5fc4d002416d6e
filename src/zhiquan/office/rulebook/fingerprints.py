"""The hash of a definition: of everything it resolves to, and of nothing else."""

from __future__ import annotations

import hashlib
import json

from zhiquan.office.rulebook.ports import Package


def fingerprint(package: Package) -> str:
    """Return the SHA-256 of a package: key order and spacing do not matter, every value does."""
    content = {
        "code": package.code,
        "version": package.version,
        "resolved": package.resolved,
        "letters": package.letters,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
