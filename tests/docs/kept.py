"""Pages of the documents that are made from the code: committed, and held equal to what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
COMMAND = "pytest tests/docs --all --write-docs"


def held_equal(request: pytest.FixtureRequest, page: Path, made: str) -> None:
    """Assert that a committed page says what was just made from the code; with ``--write-docs`` write it instead."""
    if request.config.getoption("--write-docs"):
        page.write_text(made, "utf-8")
    kept = page.read_text("utf-8") if page.exists() else ""
    assert kept == made, f"{page.relative_to(ROOT)} is not what the code says: {COMMAND}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
