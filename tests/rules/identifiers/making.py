"""Numbers of every kind, made up, in their canonical form; and every slip of a finger on a text."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from zhiquan.rules.identifiers import Kind, check_character, organisation_check_character, uscc_check_character
from zhiquan.rules.identifiers.publication import APPLICATION, FIRST_SERIALS, KIND_CODES, SIX, PatentKind
from zhiquan.rules.identifiers.uscc import ALPHABET

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
"""What turns ASCII into the forms of an East Asian keyboard."""

new_digits = st.builds(
    "{}{}{:07d}".format, st.integers(2003, 2099), st.sampled_from("12389"), st.integers(0, 9_999_999)
)
old_digits = st.builds(
    "{:02d}{}{:05d}".format,
    st.sampled_from([*range(85, 100), 0, 1, 2, 3]),
    st.sampled_from("12389"),
    st.integers(0, 99_999),
)
application_digits = new_digits | old_digits
first17 = st.builds(
    "{}{}{}".format,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
first8 = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8)
creditcodes = first17.map(lambda head: head + uscc_check_character(head))


def _publication(code: str, length: int, serial: int) -> str:
    digit = {PatentKind.INVENTION: 1, PatentKind.UTILITY_MODEL: 2, PatentKind.DESIGN: 3}[KIND_CODES[code][0]]
    if length == APPLICATION:
        return f"CN{85 + serial % 4}{digit}{serial % 100_000:05d}{code}"
    if length == SIX:
        first = max(n for key, n in FIRST_SERIALS.items() if key[0] == str(digit))
        return f"CN{first + serial % 900_000}{code}"
    return f"CN{digit}{serial % 100_000_000:08d}{code}"


_coded = st.sampled_from([(code, n) for code, (_, _, lengths) in KIND_CODES.items() for n in sorted(lengths)])
_subgroup = st.builds("{:02d}{}".format, st.integers(0, 99), st.sampled_from(["", "1", "25", "0001"]))
_symbols = st.builds(
    "{}{:02d}{}{}/{}".format,
    st.sampled_from("ABCDEFGH"),
    st.integers(1, 99),
    st.sampled_from("BCDFGHJKLMNPQRSTVWXYZ"),
    st.integers(1, 9999),
    _subgroup,
)
_marks = st.builds(
    "{}{}{}".format, st.sampled_from(["", "G"]), st.integers(1, 9_999_999), st.sampled_from(["", "A", "B"])
)
_divisions = st.sampled_from(
    ["340000", "341600", "341602", "429004", "110101", "500230", "341602001", "341602001201", "441900003"]
)
NUMBERS: dict[Kind, st.SearchStrategy[str]] = {
    Kind.PATENT: application_digits.map(lambda digits: f"CN{digits}.{check_character(digits)}"),
    Kind.PUBLICATION: st.builds(lambda c, n: _publication(*c, n), _coded, st.integers(0, 10**9)),
    Kind.PCT: st.builds(
        "PCT/{}{}/{:06d}".format, st.sampled_from(["CN", "IB", "US"]), st.integers(1978, 2099), st.integers(1, 99_999)
    ),
    Kind.WO: st.builds(
        "WO{}/{:06d}{}".format, st.integers(1978, 2099), st.integers(1, 99_999), st.sampled_from(["", "A1", "A9"])
    ),
    Kind.INDEX: st.builds(
        "{}/{}{:02d}-{:05d}".format, creditcodes, st.integers(1949, 2099), st.integers(1, 12), st.integers(0, 99_999)
    ),
    Kind.USCC: creditcodes,
    Kind.IPC: _symbols,
    Kind.CPC: _symbols | st.just("Y02E10/50"),
    Kind.LOCARNO: st.builds("{:02d}-{:02d}".format, st.integers(1, 32), st.integers(0, 99)),
    Kind.VIENNA: st.builds(
        "{}{}.{}.{}".format, st.sampled_from(["", "A"]), st.integers(1, 29), st.integers(1, 99), st.integers(1, 99)
    ),
    Kind.DIVISION: _divisions,
    Kind.ORGANISATION: first8.map(lambda head: head + organisation_check_character(head)),
    Kind.NICE: st.builds("{:02d}{:02d}".format, st.integers(1, 45), st.integers(1, 99))
    | st.builds("C{:02d}{:04d}".format, st.integers(1, 45), st.integers(1, 9999)),
    Kind.TRADEMARK: _marks | st.builds("{}/{:02d}".format, _marks, st.integers(1, 45)),
}
"""Kind → texts that are canonical numbers of that kind."""


def single_slips(text: str, characters: str) -> Iterator[str]:
    """Yield every text in which one character of ``characters`` stands for another."""
    for n, given in enumerate(text):
        if given in characters:
            yield from (text[:n] + other + text[n + 1 :] for other in characters if other != given)


def swaps(text: str) -> Iterator[str]:
    """Yield every text in which two unequal neighbours, both letters or digits, are exchanged."""
    for n in range(len(text) - 1):
        first, second = text[n : n + 2]
        if first != second and first.isalnum() and second.isalnum():
            yield text[:n] + second + first + text[n + 2 :]
