"""Reads the applicants that are organisations; natural persons are no organisations and are passed over.

PATSTAT gives a row for each spelling and address; rows of one name are put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.keys import folded
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.patstat_parquet.sniff import NEEDED, opened
from zhiquan.records.corpus.reading.refusing import too_large
from zhiquan.rules.text import Text

LABEL = Text("PATSTAT 申请人（Parquet）", "Applicants of a PATSTAT extract (Parquet)")

PERSON = "INDIVIDUAL"
LARGEST_GROUP = 512 * 1024**2
"""Bytes of one row group unpacked: a million applicants have about a tenth."""
MOST = 2_000_000
"""Names held at once."""
_BATCH = 10_000


def expected(path: Path) -> None:
    """Return nothing: the rows hold persons too."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every organisation once; country and sector only where all its rows agree."""
    found: dict[str, tuple[str, set[str], set[str], list[str]]] = {}
    for name, country, sector, person in _told(path):
        if not name or sector == PERSON:
            continue
        _, countries, sectors, ids = found.setdefault(folded(name), (name, set(), set(), []))
        countries.add(country)
        sectors.add(sector)
        ids.append(person)
        if len(found) > MOST:
            raise too_large(path.name, f"内含超过 {MOST:,} 个名称", f"holds more than {MOST:,} names")
    for name, countries, sectors, ids in found.values():
        country = next(iter(countries)) if len(countries) == 1 else ""
        sector = next(iter(sectors)) if len(sectors) == 1 else ""
        fields = {"name": name, "name_en": name, "kind": sector, "country": country}
        raw = {"han_name": name, "person_id": tuple(ids), "person_ctry_code": tuple(sorted(countries))}
        yield RawRow(ids[0], fields, raw, "organisations")


def _told(path: Path) -> Iterator[tuple[str, str, str, str]]:
    with opened(path) as table:
        meta = table.metadata
        if any(meta.row_group(index).total_byte_size > LARGEST_GROUP for index in range(meta.num_row_groups)):
            most = LARGEST_GROUP // 1024**2
            raise too_large(path.name, f"有超过 {most} MiB 的行组", f"has a row group beyond {most} MiB")
        wanted = [name for name in ("person_id", *sorted(NEEDED)) if name in table.schema_arrow.names]
        for batch in table.iter_batches(_BATCH, columns=wanted):
            for row in batch.to_pylist():
                told = (row["han_name"], row["person_ctry_code"], row["psn_sector"], row.get("person_id"))
                name, country, sector, person = (str(value).strip() if value is not None else "" for value in told)
                yield name, country, sector, person
