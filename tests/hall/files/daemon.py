"""A small server that speaks clamd's INSTREAM: it knows one signature, and can be told to misbehave."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MARK = b"ZHIQUAN-TEST-MARK-OF-MALWARE"
"""What the server takes for malware; no real signature stands in the repository."""


@dataclass
class Daemon:
    """The server's side: what it received, and the most bytes it takes."""

    url: str
    most: int = 64 << 20
    mood: str = "well"
    received: list[bytes] = field(default_factory=list)

    def answer(self, line: socket.socket) -> None:
        with line:
            stream = line.makefile("rb")
            if stream.read(10) != b"zINSTREAM\0":
                line.sendall(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while size := struct.unpack("!I", stream.read(4))[0]:
                content += stream.read(size)
                if len(content) > self.most:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.received.append(content)
            if self.mood == "mute":
                return
            found = b"stream: Zhiquan.Test.Mark FOUND\0" if MARK in content else b"stream: OK\0"
            line.sendall(b"stream: OK and more\0" if self.mood == "odd" else found)


@contextmanager
def clamd(path: Path | None = None) -> Iterator[Daemon]:
    """Run the server on a port of the loopback, or on a socket at a path."""
    with socket.socket(socket.AF_UNIX if path else socket.AF_INET) as door:
        door.bind(str(path) if path else ("127.0.0.1", 0))
        door.listen()
        daemon = Daemon(f"unix:{path}" if path else f"tcp://127.0.0.1:{door.getsockname()[1]}")

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                daemon.answer(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield daemon
        door.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
