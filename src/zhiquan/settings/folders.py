"""Where an installation keeps what it owns: one data folder, one sub-folder per kind."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The data folder of one installation."""

    root: Path

    @property
    def lake(self) -> Path:
        """Delta tables and import reports."""
        return self.root / "lake"

    @property
    def index(self) -> Path:
        """Search indexes and the pointer to the current one; always rebuildable from the lake."""
        return self.root / "index"

    @property
    def files(self) -> Path:
        """Uploaded files and issued documents, by digest."""
        return self.root / "files"

    @property
    def quarantine(self) -> Path:
        """Uploads that no scanner has passed yet, or that one has stopped; nothing is served from here."""
        return self.root / "quarantine"

    @property
    def keys(self) -> Path:
        """Private keys: the site's secret and the seal's key; never in a backup that leaves the office unencrypted."""
        return self.root / "keys"

    @property
    def region(self) -> Path:
        """The region's own definitions, laid over the shipped ones."""
        return self.root / "region"

    @property
    def mappings(self) -> Path:
        """Mappings of the office's own tables, one YAML file each; made by the page and by ``zhiquan mapping``."""
        return self.root / "mappings"

    @property
    def uploads(self) -> Path:
        """Tables uploaded for an import, each in the folder of its number."""
        return self.root / "uploads"

    @property
    def run(self) -> Path:
        """Marks of what ran last and the counters of the running processes; worth nothing after a restore."""
        return self.root / "run"

    @property
    def backups(self) -> Path:
        """Where backups are written unless another place is named; another disk is better."""
        return self.root / "backups"

    @property
    def database(self) -> Path:
        """The SQLite file used when no database server is configured."""
        return self.root / "zhiquan.sqlite3"

    def make(self) -> DataFolder:
        """Create what is missing; keys and quarantine are for the owner alone."""
        for folder in (self.root, self.lake, self.index, self.files, self.region):
            folder.mkdir(parents=True, exist_ok=True)
        for private in (self.keys, self.quarantine):
            private.mkdir(mode=0o700, exist_ok=True)
        return self


def data_folder() -> DataFolder:
    """Return the installation's folder: ``$ZHIQUAN_DATA``, or ``var`` below the working folder."""
    return DataFolder(Path(os.environ.get("ZHIQUAN_DATA", "var")).absolute())
