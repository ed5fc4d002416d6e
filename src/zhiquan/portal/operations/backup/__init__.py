"""Backup and restore: one file that holds all an installation owns, made while it runs, refused when damaged.

``take`` writes the file, ``restore`` makes an empty place whole from it. The index is left out: it is built anew.
"""

from zhiquan.portal.operations.backup.restoring import Restored, restore
from zhiquan.portal.operations.backup.taking import Taken, take

__all__ = ["Restored", "Taken", "restore", "take"]
