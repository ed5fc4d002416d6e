"""A process of its own that tries whether files somebody handed in can be set: ``python trial.py FOLDER NAME…``.

Prints the pages of each as JSON, and exits with 1 where one of them cannot be read or set. A hostile file can let a
reader or the typesetter run for ever or fill the memory; this process may use only so much of either and is then ended
by the system. It knows nothing of the program.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from pathlib import Path
from typing import Final

import typst
from pyhanko.pdf_utils.reader import PdfFileReader

CPU_SECONDS, BYTES = 20, 3 << 30
NEWEST: Final = "2.0"


def pages(path: Path) -> int:
    """Return the pages of a PDF; a picture is one."""
    if path.suffix != ".pdf":
        return 1
    return int(PdfFileReader(io.BytesIO(path.read_bytes()), strict=False).root["/Pages"]["/Count"])


def line(name: str, count: int) -> str:
    """Return the typesetter's words that set a file, small."""
    if not name.endswith(".pdf"):
        return f'#image("{name}", height: 1cm)'
    return f'#for n in range(1, {count + 1}) {{ page(image("{name}", page: n, height: 1cm)) }}'


def main(folder: Path, most: int, names: list[str]) -> int:
    """Try the files together."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    counts = {name: pages(folder / name) for name in names}
    if not all(0 < count <= most for count in counts.values()):
        return 1
    source = folder / "trial.typ"
    source.write_text("\n".join(line(name, count) for name, count in counts.items()), "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    typst.Compiler(source, root=folder, font_paths=fonts).compile(format="pdf", pdf_standards=NEWEST)
    sys.stdout.write(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
