"""The folder of saved mappings: one YAML file each, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from zhiquan.definitions import read_yaml
from zhiquan.records.corpus.loaders.own_table.mapping import NAME, OwnMapping, as_data, from_data, no_mapping
from zhiquan.records.durable import durable
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LARGEST = 1 << 20
"""Bytes of a mapping's file; one of 500 columns has about 40,000."""


def as_yaml(mapping: OwnMapping) -> str:
    """Return a mapping as the text of its file."""
    return yaml.safe_dump(as_data(mapping), allow_unicode=True, sort_keys=False, width=110)


def read_mapping(path: Path) -> OwnMapping:
    """Read one file; ``Refusal`` when it is no mapping."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, "过大", "it is too large")
        return from_data(read_yaml(path))
    except (yaml.YAMLError, OSError, UnicodeError, RecursionError) as error:
        raise _unreadable(path, "不是有效的 YAML", "it is no valid YAML") from error


def mappings(folder: Path) -> Iterator[OwnMapping]:
    """Yield the saved mappings by name."""
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        yield read_mapping(path)


def mapping_named(folder: Path, name: str) -> OwnMapping:
    """Return a saved mapping; ``NotFound`` when there is none."""
    path = folder / f"{name}.yaml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise no_mapping(name)
    return read_mapping(path)


def save_mapping(folder: Path, mapping: OwnMapping) -> Path:
    """Keep a mapping under its name, replacing one that has it."""
    path = folder / f"{mapping.name}.yaml"
    durable(path, as_yaml(mapping))
    return path


def _unreadable(path: Path, zh: str, en: str) -> Refusal:
    text = Text(f"映射文件 {path.name} 无法读取：{zh}。", f"The mapping {path.name} cannot be read: {en}.")
    return Refusal("mapping.unreadable", text)
