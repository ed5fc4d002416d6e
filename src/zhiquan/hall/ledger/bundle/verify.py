"""核验知全办件封存包 / Verify a sealed bundle of a case made by Zhiquan.

    python -I -S verify.py [BUNDLE.zip | FOLDER] [--key FINGERPRINT]

Needs Python 3.8 or later and nothing else. Without an argument the folder in which this file lies is verified.
Exit code: 0 everything is as it was sealed, 1 something was changed, 2 there is no bundle. ``--key`` is the
fingerprint of the office's key as the office has published it; without it the one found is told, to be compared.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any, Iterator  # noqa: UP035 - runs on older Pythons, too

UNLISTED = ("contents.json", "contents.sig")


class Bundle:
    """The members of a bundle, in a zip or a folder, and what was found wrong with it."""

    def __init__(self, path: Path) -> None:
        self.zip = None if path.is_dir() else zipfile.ZipFile(path)
        self.folder = path
        self.faults: list[str] = []

    def names(self) -> list[str]:
        """Return the names of all members, repeated ones repeatedly."""
        if self.zip:
            return [info.orig_filename for info in self.zip.infolist()]
        files = [path for path in self.folder.rglob("*") if path.is_file() or path.is_symlink()]
        return [path.relative_to(self.folder).as_posix() for path in files if "__pycache__" not in path.parts]

    def read(self, name: str) -> bytes:
        """Return the bytes of a member."""
        return self.zip.read(name) if self.zip else (self.folder / name).read_bytes()

    def json(self, name: str) -> Any:
        """Return a member read as JSON."""
        return json.loads(self.read(name).decode("utf-8"))

    def demand(self, holds: bool, zh: str, en: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Note a fault where something does not hold."""
        if not holds:
            self.faults.append(zh + " / " + en)


def _rotated(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF if by else word


def _p1(word: int) -> int:
    return word ^ _rotated(word, 15) ^ _rotated(word, 23)


def sm3(content: bytes) -> bytes:
    """Return the SM3 (GB/T 32905-2016) of some bytes."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = content + b"\x80" + b"\x00" * ((55 - len(content)) % 64) + struct.pack(">Q", len(content) * 8)
    for start in range(0, len(padded), 64):
        state = _sm3_block(state, padded[start : start + 64])
    return struct.pack(">8I", *state)


def _sm3_block(state: list[int], block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = _p1(words[j - 16] ^ words[j - 9] ^ _rotated(words[j - 3], 15))
        words.append(mixed ^ _rotated(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        early = j < len(block) // 4
        constant = _rotated(0x79CC4519 if early else 0x7A879D8A, j)
        ss1 = _rotated((_rotated(a, 12) + e + constant) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ _rotated(a, 12)) + (words[j] ^ words[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + words[j]) & 0xFFFFFFFF
        d, c, b, a = c, _rotated(b, 9), a, tt1
        h, g, f, e = g, _rotated(f, 19), e, tt2 ^ _rotated(tt2, 9) ^ _rotated(tt2, 17)
    return [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - Python 3.8


P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + b"\x04"


def _sum(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def _times(factor: int, point: tuple[int, int] | None) -> tuple[int, int] | None:
    result: tuple[int, int] | None = None
    while factor:
        if factor & 1:
            result = _sum(result, point)
        point, factor = _sum(point, point), factor >> 1
    return result


def signed(key: bytes, content: bytes, signature: bytes) -> bool:
    """Say whether the key (SubjectPublicKeyInfo, DER) signed the bytes; ECDSA on P-256, SHA-256, in DER."""
    numbers = _der_pair(signature)
    if not key.startswith(SPKI) or len(key) != len(SPKI) + 64 or numbers is None:
        return False
    x, y = int.from_bytes(key[-64:-32], "big"), int.from_bytes(key[-32:], "big")
    r, s = numbers
    if not (x < P and y < P and (y * y - x * x * x + 3 * x - B) % P == 0 and 0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    digest = int.from_bytes(hashlib.sha256(content).digest(), "big")
    point = _sum(_times(digest * inverse % N, G), _times(r * inverse % N, (x, y)))
    return point is not None and point[0] % N == r


def _der_pair(der: bytes) -> tuple[int, int] | None:
    """Return the two numbers of a signature; nothing where it is not in the one right form."""
    try:
        first = der[4 : 4 + der[3]]
        second = der[6 + der[3] :]
    except IndexError:
        return None
    numbers = int.from_bytes(first, "big"), int.from_bytes(second, "big")
    parts = b"".join(b"\x02" + bytes([len(part)]) + part for part in map(_der_number, numbers))
    return numbers if der == b"\x30" + bytes([len(parts)]) + parts else None


def _der_number(number: int) -> bytes:
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def plain(value: Any) -> bytes:
    """Return the one form of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def check_contents(bundle: Bundle) -> bytes:
    """Check the signed table of contents against what is there; return the key."""
    pem = bundle.read("key.pem").decode("ascii").split("-----")
    key = base64.b64decode("".join(pem[2].split()), validate=True)
    listed = bundle.read("contents.json")
    genuine = signed(key, listed, bundle.read("contents.sig"))
    bundle.demand(genuine, "目录的签名不符", "the signature of the table of contents is wrong")
    contents = json.loads(listed.decode("utf-8"))
    names = sorted(name for name in bundle.names() if name not in UNLISTED)
    for name in sorted(set(names) ^ set(contents)):
        bundle.demand(False, "多出或缺少文件 " + name, "a file too many or missing: " + name)  # noqa: FBT003
    bundle.demand(len(names) == len(set(names)), "有重名文件", "a name is there twice")
    for name in sorted(set(names) & set(contents)):
        same = sha256(bundle.read(name)) == contents[name]
        bundle.demand(same, "文件被改动：" + name, "a file was changed: " + name)
    return key


def check_events(bundle: Bundle, number: str) -> tuple[list[Any], list[tuple[str, str]]]:
    """Check the chain; return the events, and after each the ends of both chains."""
    events, heads = [], [("", "")]
    for place, line in enumerate(bundle.read("events.jsonl").split(b"\n")[:-1], 1):
        event = json.loads(line.decode("utf-8"))
        fits = plain(event) == line and [event[0], event[1], event[9]] == [number, place, heads[-1][0]]
        bundle.demand(fits, "第 %d 条记录不衔接" % place, "event %d does not follow" % place)  # noqa: UP031
        events.append(event)
        heads.append((sha256(line), sm3(bytes.fromhex(heads[-1][1]) + line).hex()))
    return events, heads


def check_seal(bundle: Bundle, key: bytes, number: str, heads: list[tuple[str, str]]) -> tuple[int, int]:
    """Check the seal's signature and the path from the chain's head to its roots; return seal and sealed events."""
    text = bundle.read("seal.json")
    seal, path = json.loads(text.decode("utf-8")), bundle.json("path.json")
    mine = plain(seal) == text and seal["key"] == sha256(key) and signed(key, text, bundle.read("seal.sig"))
    bundle.demand(mine, "封存的签名不符", "the signature of the seal is wrong")
    seq = path["leaf"][1]
    held = 0 < seq < len(heads) and path["leaf"] == [number, seq, heads[seq][0], heads[seq][1]]
    bundle.demand(held, "过程记录与封存的链头不符", "the chain is not the one that was sealed")
    for name, digest in (("sha256", lambda content: hashlib.sha256(content).digest()), ("sm3", sm3)):
        node = digest(b"\x00" + plain(path["leaf"]))
        for step in path["path"]:
            other = bytes.fromhex(step[name])
            node = digest(b"\x01" + (other + node if step["side"] == "left" else node + other))
        bundle.demand(node.hex() == seal[name], "封存的根不符：" + name, "the root is not the sealed one: " + name)
    return seal["number"], seq


def check_papers(bundle: Bundle, events: list[Any]) -> tuple[int, int]:
    """Check that letters and files are those of which the events tell; return how many are there, and told of."""
    rows = bundle.json("papers.json")
    shown = [row for row in rows if row["path"] is not None]
    for row in shown:
        same = sha256(bundle.read(row["path"])) == row["digest"]
        bundle.demand(same, "文件与摘要不符：" + row["path"], "a file is not what its digest says: " + row["path"])
    digests = {row["digest"] for row in rows}
    letters = {(row["letter"], row["number"]) for row in rows if "letter" in row}
    told = {(event[3]["letter"], event[3]["number"]) for event in events if event[2] == "letter.signed"}
    for _, number in sorted(told ^ letters, key=str):
        bundle.demand(False, "文书与记录不符：%s" % number, "letter and events differ: %s" % number)  # noqa: FBT003, UP031
    for row in walk([event[3] for event in events]):
        if "file" in row and "digest" in row:
            there = row["digest"] in digests
            bundle.demand(there, "缺少材料：%s" % row.get("name"), "a paper is missing: %s" % row.get("name"))  # noqa: UP031
    return len(shown), len(rows)


def check_personal(bundle: Bundle, events: list[Any]) -> tuple[int, int]:
    """Check the personal answers that are in the bundle; return how many are, and how many events tell of."""
    placed = {row["personal"] for row in walk([event[3] for event in events]) if set(row) == {"personal"}}
    rows: list[dict[str, Any]] = []
    if "personal.jsonl" in bundle.names():
        rows = [json.loads(line.decode("utf-8")) for line in bundle.read("personal.jsonl").split(b"\n")[:-1]]
    for row in rows:
        text = json.dumps(row["value"], ensure_ascii=False, sort_keys=True)
        same = row["digest"] in placed and sha256((row["salt"] + text).encode("utf-8")) == row["digest"]
        bundle.demand(same, "个人信息与摘要不符", "a personal answer is not what its digest says")
    return len(rows), len(placed)


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping inside a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def check(bundle: Bundle, expected: str) -> list[str]:
    """Check everything; return what there is to tell."""
    key = check_contents(bundle)
    case = bundle.json("case.json")
    number = case["number"]
    mine = not expected or sha256(key) == expected.lower()
    bundle.demand(mine, "密钥不是所给指纹的密钥", "the key is not the one of the fingerprint given")
    pinned = sha256(bundle.read("definition.json")) == case["definition"]["sha256"]
    bundle.demand(pinned, "事项定义不符", "the definition is not the pinned one")
    events, heads = check_events(bundle, number)
    seal, sealed = check_seal(bundle, key, number, heads)
    papers, told = check_papers(bundle, events)
    shown, placed = check_personal(bundle, events)
    return [
        f"办件 / case: {number}",
        f"过程记录 / events: {len(events)}，封存 / sealed: {sealed}（第 {seal} 次 / seal {seal}）",
        f"文书和材料 / letters and papers: {told}，在包内 / included: {papers}",
        f"个人信息 / personal answers: {placed}，在包内 / included: {shown}",
        f"密钥指纹 / key fingerprint: {sha256(key)}" + ("" if expected else "（请与机关公布的核对 / compare it)"),
    ]


def main(arguments: list[str]) -> int:
    """Verify and say what was found."""
    expected = ""
    if "--key" in arguments:
        at = arguments.index("--key")
        expected = "".join(arguments[at + 1 : at + 2]) or "?"
        arguments = arguments[:at] + arguments[at + 2 :]
    try:
        bundle = Bundle(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
        bundle.read("contents.json")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        sys.stdout.write(f"不是封存包 / not a bundle: {error}\n")
        return 2
    try:
        told = check(bundle, expected)
    except Exception as error:  # noqa: BLE001 - whatever a forged bundle breaks, it is no sound bundle
        told = []
        bundle.demand(False, "内容无法读取", f"it cannot be read: {type(error).__name__}: {error}")  # noqa: FBT003
    for line in [*told, *("✗ " + fault for fault in bundle.faults)]:
        sys.stdout.write(line + "\n")
    sys.stdout.write("结论：被改动 / CHANGED\n" if bundle.faults else "结论：完整 / SOUND\n")
    return 1 if bundle.faults else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
