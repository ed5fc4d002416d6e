"""How much of anything is read, and why that much; a file beyond a limit is refused in words."""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1024, 1024**2, 1024**3

CHUNK = 256 * KIB
"""Bytes asked for at a time: large enough that Python's share of the work is small."""
HEAD = 4 * KIB
"""Bytes by which a format is told."""
LONGEST_LINE = 16 * MIB
"""Characters of one line or row: dumps write rows of up to a megabyte by default, the largest setting in use is 16."""
LONGEST_FIELD = 4 * MIB
"""Characters of one field: the longest description of a patent ever published has fewer."""
WIDEST = 2048
"""Columns: the widest commercial export has about 200; Excel allows 16,384."""
TALLEST = 1_048_576
"""Rows of one sheet: Excel's own limit; a row number above it is made up."""
LARGEST_BOOK = 2 * GIB
"""Bytes of all parts of a workbook unpacked; a full sheet of patents with abstracts has about 1."""
LARGEST_STRINGS = 512 * MIB
"""Bytes of a workbook's shared strings, which have to be in memory."""
LARGEST_OLD_BOOK = 64 * MIB
"""Bytes of an old workbook (.xls): 65,536 rows of 20 columns have about 30."""
LARGEST_JSON = 64 * MIB
"""Bytes of a JSON document read whole; larger ones are arrays or lines and read one by one."""
LARGEST_ITEM = 64 * MIB
"""Bytes of one XML element that is read as one tree; the largest patent with sequence lists has about 50."""
MOST_TAGS = 2_000_000
"""Tags and JSON values of what is read as one tree: each costs about 200 bytes, so 400 MiB at most."""
LONGEST_PROLOG = 4 * MIB
"""Bytes of a DOCTYPE: it lists the drawings of a document, some hundred bytes each."""
LONGEST_TAG = 256 * KIB
"""Bytes of one XML tag with its attributes; beyond it someone floods the parser with attributes."""
LONGEST_NAME = 1000
"""Characters of a name inside an archive; file systems allow about as many."""
LARGEST_DIRECTORY = 32 * MIB
"""Bytes of an archive's own list of contents: about half a million names, each 600 bytes in memory."""
LONGEST_HEADER = 64 * KIB
"""Bytes of one extended header of a tar archive; real ones hold a path."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one file may unfold, over all archives inside it together.

    ``total`` bytes unpacked: the largest weekly or yearly file of any office is below; ``ratio`` of unpacked to packed
    bytes: office texts pack 5 to 40 times, dumps of zeros thousands of times; ``free`` bytes that are unpacked before
    the ratio counts, as a small file of repeats may pack well; ``count`` members: yearly image sets have about 300,000,
    and each costs memory; ``depth`` archives within each other: bulk files have two (tar of zip), one more for
    wrapping; ``inner`` bytes of an archive inside an archive, which has to be put on disk to be read.
    """

    total: int = 512 * GIB
    ratio: int = 250
    free: int = 64 * MIB
    count: int = 500_000
    depth: int = 4
    inner: int = 8 * GIB


LIMITS = Limits()
