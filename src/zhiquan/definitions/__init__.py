"""What ships as files: law, calendar, shapes, matters, registers, indicators; and the one way to read them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).parent
"""Folder of the shipped definitions; a region's own lie in its data folder under ``region/``."""


class _UniqueKeys(yaml.CSafeLoader):
    """Safe YAML in which a key given twice is an error, not a silent overwrite."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[object] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is given twice", key_node.start_mark)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """Read one definition file; dates become ``date``, a key given twice is refused with line and column."""
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=_UniqueKeys)  # noqa: S506, TID251 - a safe loader, made strict above


def files(folder: str, pattern: str = "*.yaml", *, region: Path | None = None) -> Iterator[Path]:
    """Yield the definition files of one folder: the shipped ones first, then the region's own."""
    for root in (SHIPPED, *((region,) if region else ())):
        yield from sorted((root / folder).glob(pattern))
