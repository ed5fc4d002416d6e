"""ClamAV's daemon clamd, asked by its INSTREAM command over TCP or a UNIX socket (clamd(8), "COMMANDS").

The bytes go over in blocks, each led by its length as four bytes in network order; a length of zero ends them. The
answer is one line: ``stream: OK``, ``stream: <signature> FOUND`` or ``… ERROR``.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_BLOCK = 1 << 16
_LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Clamd:
    """A daemon at an address: (host, port), or the path of a socket; ``seconds`` is what each step may take."""

    address: tuple[str, int] | str
    seconds: float

    @classmethod
    def at(cls, url: str, seconds: float) -> Clamd:
        """Read an address from the settings: ``tcp://host:port`` or ``unix:/path``."""
        parts = urlsplit(url)
        try:
            if parts.scheme == "tcp" and parts.hostname and parts.port:
                return cls((parts.hostname, parts.port), seconds)
        except ValueError:  # a port that is no number
            pass
        if parts.scheme == "unix" and parts.path:
            return cls(parts.path, seconds)
        raise Refusal("files.scanner-address", _ADDRESS.format(url=url))

    def find(self, content: bytes) -> str:
        """Return the signature found in the bytes, or nothing; ``OSError`` when there is no answer to rely on."""
        with self._connected() as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _BLOCK):
                    block = content[start : start + _BLOCK]
                    line.sendall(struct.pack("!I", len(block)) + block)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # a stream that is too long is cut by the daemon, which says so in its answer
            return _read(self._answer(line))

    def _connected(self) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, timeout=self.seconds)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(self.seconds)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line

    def _answer(self, line: socket.socket) -> str:
        held = b""
        while b"\0" not in held and len(held) < _LONGEST_ANSWER:
            if not (more := line.recv(_LONGEST_ANSWER)):
                break
            held += more
        return held.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _read(answer: str) -> str:
    """Return what an answer says was found; anything but a plain OK or FOUND is no answer."""
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND") or "FOUND"
    raise ConnectionError(answer or "clamd closed the line without an answer")


_ADDRESS = Text(
    "扫描服务地址“{url}”不对，请写成 tcp://host:port 或 unix:/path。",
    "“{url}” is no address of a scanner; write tcp://host:port or unix:/path/of/the/socket.",
)
