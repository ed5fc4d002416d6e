"""``python -m benchmarks.rules.identifiers``: identifiers per second of each kind; prints one JSON report.

Correctness first: every made number must read back as itself, with a wrong last character it must not; no time is
printed otherwise. CPU time of this process, one core, median of the rounds, the first one dropped.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable

from zhiquan.rules.identifiers import (
    Broken,
    Kind,
    check_character,
    identify,
    organisation_check_character,
    repairs,
    uscc_check_character,
)
from zhiquan.rules.identifiers.kinds import READERS
from zhiquan.rules.identifiers.uscc import ALPHABET

ROUNDS, REPAIRED = 5, 200


def _application(chance: random.Random) -> str:
    digits = f"{chance.randint(2004, 2026)}{chance.choice('12389')}{chance.randrange(10**7):07d}"
    return f"CN{digits}.{check_character(digits)}"


def _credit_code(chance: random.Random) -> str:
    head = f"91{chance.randrange(10**6):06d}" + "".join(chance.choices(ALPHABET, k=9))
    return head + uscc_check_character(head)


def _organisation(chance: random.Random) -> str:
    head = f"{chance.randrange(10**8):08d}"
    return head + organisation_check_character(head)


def _symbol(chance: random.Random) -> str:
    return (
        f"{chance.choice('ABCDEFGH')}{chance.randint(1, 99):02d}{chance.choice('BCDFGHJ')}{chance.randint(1, 999)}/00"
    )


MAKERS: dict[Kind, Callable[[random.Random], str]] = {
    Kind.PATENT: _application,
    Kind.PUBLICATION: lambda chance: f"CN{chance.randint(1, 3)}{chance.randrange(10**8):08d}",
    Kind.PCT: lambda chance: f"PCT/CN{chance.randint(2004, 2026)}/{chance.randint(1, 10**6 - 1):06d}",
    Kind.WO: lambda chance: f"WO{chance.randint(2004, 2026)}/{chance.randint(1, 10**6 - 1):06d}A1",
    Kind.INDEX: lambda chance: f"{_credit_code(chance)}/202311-{chance.randrange(10**5):05d}",
    Kind.USCC: _credit_code,
    Kind.IPC: _symbol,
    Kind.CPC: _symbol,
    Kind.LOCARNO: lambda chance: f"{chance.randint(1, 32):02d}-{chance.randint(1, 99):02d}",
    Kind.VIENNA: lambda chance: f"{chance.randint(1, 29)}.{chance.randint(1, 19)}.{chance.randint(1, 25)}",
    Kind.DIVISION: lambda chance: f"{chance.randint(11, 65)}{chance.randint(1, 30):02d}{chance.randint(1, 99):02d}",
    Kind.ORGANISATION: _organisation,
    Kind.NICE: lambda chance: f"C{chance.randint(1, 45):02d}{chance.randint(1, 9999):04d}",
    Kind.TRADEMARK: lambda chance: f"{chance.randint(1, 10**8 - 1)}/{chance.randint(1, 45):02d}",
}


def main() -> int:
    """Run and print the report; exit 1 when a number does not read back."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--numbers", type=int, default=20_000, help="numbers of each kind")
    count = arguments.parse_args().numbers
    chance = random.Random(20260101)
    made = {kind: [maker(chance) for _ in range(count)] for kind, maker in MAKERS.items()}
    wrong = [(kind.value, text) for kind, texts in made.items() for text in texts if not _right(kind, text)]
    if wrong:
        print(json.dumps({"wrong": len(wrong), "first": wrong[:5]}, ensure_ascii=False))
        return 1
    parsed = {kind.value: _rate(READERS[kind].parse, texts) for kind, texts in made.items()}
    mixed = [text for texts in made.values() for text in texts[: count // len(made)]]
    slips = [f"{text[:-1]}{'0' if text[-1] != '0' else '1'}" for text in made[Kind.PATENT][:REPAIRED]]
    report = {
        "numbers_of_each_kind": count,
        "parsed_per_second": parsed,
        "identified_per_second": _rate(identify, mixed),
        "repaired_per_second": _rate(repairs, slips),
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 0


def _right(kind: Kind, text: str) -> bool:
    found = READERS[kind].parse(text)
    if isinstance(found, Broken) or found.canonical != text:
        return False
    slip = f"{text[:-1]}{'0' if text[-1] != '0' else '1'}"
    return not READERS[kind].checked or kind is Kind.INDEX or isinstance(READERS[kind].parse(slip), Broken)


def _rate(function: Callable[[str], object], texts: list[str]) -> int:
    """Return calls per second of CPU time."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            function(text)
        seconds.append(time.process_time() - start)
    return round(len(texts) / statistics.median(seconds[1:]))


if __name__ == "__main__":
    sys.exit(main())
