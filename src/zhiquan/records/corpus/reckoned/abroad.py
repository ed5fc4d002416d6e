"""Family members abroad 海外同族: whether a right has one that was granted, and since when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from zhiquan.records.corpus.keys import HOME, INTERNATIONAL, PUBLICATION
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.joining import joint
from zhiquan.rules.law.high_value import Since

_GRANTED = frozenset("BC")
"""Letters of kind codes under which offices publish granted patents (WIPO ST.16: second and third publication)."""
_OFFICE = 2


class Abroad:
    """The families of a lake; a right of which no source tells a family is unknown, not without one."""

    def __init__(self, lake: Lake, version: int | None = None) -> None:
        self._families: defaultdict[str, set[str]] = defaultdict(set)
        self._abroad: defaultdict[str, set[str]] = defaultdict(set)
        for row in lake.columns("families", "key", "family", "scheme", "publication", version=version):
            family = f"{row['scheme']}\x00{row['family']}"
            publication = row["publication"] or row["key"].removeprefix(PUBLICATION)
            if publication[:_OFFICE] in (HOME, INTERNATIONAL):
                self._families[row["key"]].add(family)
                self._families[joint(publication)].add(family)
            else:
                self._abroad[family].add(publication)
        self._dates = self._published(lake, version)

    def _published(self, lake: Lake, version: int | None) -> dict[str, date]:
        """Return the days of publication of granted members, as far as the lake holds those documents."""
        wanted = sorted(one for members in self._abroad.values() for one in members if _is_grant(one))
        columns = ("publication", "publication_date")
        rows = lake.about("patents", "publication", wanted, version, columns=columns) if wanted else ()
        return {row["publication"]: row["publication_date"] for row in rows if row["publication_date"]}

    def since(self, key: str, publications: tuple[str, ...]) -> Since:
        """Return since when a right has had a granted member abroad.

        ``True`` where no source tells the day of any grant, ``None`` where members abroad are known but no grant, or
        where no source tells of the right's family at all.
        """
        families = {one for name in (key, *map(joint, publications)) for one in self._families.get(name, ())}
        members = {one for family in families for one in self._abroad.get(family, ())}
        granted = [one for one in members if _is_grant(one)]
        if granted:
            days = [self._dates[one] for one in granted if one in self._dates]
            return min(days) if days else True
        return None if members or not families else False


def _is_grant(publication: str) -> bool:
    letter = publication.rstrip("0123456789")[-1:]
    return letter in _GRANTED and len(publication.rstrip("0123456789")) > _OFFICE
