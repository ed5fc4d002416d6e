"""``python -m benchmarks.search.run --docs 100000 [--only zhiquan]``: correctness first, then times beside the peers.

No time is printed when one count is wrong. Every round asks every engine one question before the next question, in
rotating order; the first round is dropped. What is compared is CPU time (of this process, and of the server's backend
for PostgreSQL); wall times of ours stand beside it. Ratios are peer to ours, the median over the questions of a group
with a 95 % bootstrap interval; below one the peer is cheaper. PostgreSQL takes part when ``ZHIQUAN_DATABASE_URL`` names
a server: ``tools/with-postgres python -m benchmarks.search.run``. ``--json`` prints the report for machines.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.search.corpus import digest, records
from benchmarks.search.gate import wrong_counts
from benchmarks.search.peers import Peer
from benchmarks.search.peers.ours import Ours
from benchmarks.search.questions import QUESTIONS, Question
from benchmarks.search.showing import show

ROUNDS, REPLACED, RESAMPLED = 5, 10_000, 2_000


def main() -> int:
    """Run and print the report; exit 1 when a count is wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=int, default=100_000)
    arguments.add_argument("--only", action="append", default=[], help="name of an engine; may be repeated")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhiquan-bench-") as folder:
        report = measured(_peers(given.only), Path(folder), given.docs)
    print(json.dumps(report, ensure_ascii=False, indent=1) if given.json else show(report))
    return 1 if report["wrong"] else 0


def _peers(only: list[str]) -> list[Peer]:
    from benchmarks.search.peers.sqlite import SqliteSegmented, SqliteTrigram

    peers: list[Peer] = [Ours(), SqliteTrigram(), SqliteSegmented()]
    if os.environ.get("ZHIQUAN_DATABASE_URL"):
        from benchmarks.search.peers.postgres import PostgresTrigram

        peers.append(PostgresTrigram())
    return [peer for peer in peers if not only or peer.name in {*only, "zhiquan"}]


def measured(peers: list[Peer], folder: Path, docs: int) -> dict[str, Any]:
    """Build every engine, check the counts of ours, and time the questions."""
    report: dict[str, Any] = {"docs": docs, "sha256": digest(docs), "engines": [peer.name for peer in peers]}
    report["build"] = {peer.name: _built(peer, folder, docs) for peer in peers}
    ours = next(peer for peer in peers if isinstance(peer, Ours))
    report["wrong"] = wrong_counts(ours, docs)
    if report["wrong"]:
        return report
    times = _rounds(peers)
    report["questions"] = [_line(question, times[question], peers) for question in QUESTIONS]
    report["groups"] = _groups(times, peers)
    report["replace_cpu_s"] = {peer.name: _replaced(peer, docs) for peer in peers}
    for peer in peers:
        peer.close()
    return report


def _built(peer: Peer, folder: Path, docs: int) -> dict[str, float]:
    started, used = time.perf_counter(), peer.cpu() if isinstance(peer, Ours) else time.process_time()
    peer.build(folder, records(docs))
    return {
        "wall_s": round(time.perf_counter() - started, 1),
        "cpu_s": round(peer.cpu() - used, 1),
        "bytes": peer.size(),
    }


def _rounds(peers: list[Peer]) -> dict[Question, dict[str, list[tuple[float, float]]]]:
    times: dict[Question, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for turn in range(ROUNDS):
        order = peers[turn % len(peers) :] + peers[: turn % len(peers)]
        for question in QUESTIONS:
            for peer in order:
                wall, used = time.perf_counter(), peer.cpu()
                if peer.ask(question) is not None and turn:
                    times[question][peer.name].append((peer.cpu() - used, time.perf_counter() - wall))
    return times


def _line(question: Question, times: dict[str, list[tuple[float, float]]], peers: list[Peer]) -> dict[str, Any]:
    answers = {peer.name: peer.ask(question) for peer in peers}
    return {
        "group": question.group,
        "query": question.text,
        "hits": {name: answer[0] for name, answer in answers.items() if answer},
        "cpu_ms": {name: round(1000 * statistics.median(cpu for cpu, _ in pairs), 3) for name, pairs in times.items()},
        "wall_ms": {
            name: round(1000 * statistics.median(wall for _, wall in pairs), 3) for name, pairs in times.items()
        },
    }


def _groups(times: dict[Question, dict[str, list[tuple[float, float]]]], peers: list[Peer]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    walls: dict[str, list[float]] = defaultdict(list)
    for question, by_peer in times.items():
        cpu = {name: statistics.median(cpu for cpu, _ in pairs) for name, pairs in by_peer.items()}
        groups[question.group].append(cpu)
        walls[question.group] += [wall for _, wall in by_peer["zhiquan"]]
    return [
        {
            "group": group,
            "zhiquan_cpu_ms": round(1000 * statistics.mean(one["zhiquan"] for one in lines), 3),
            "zhiquan_wall_p95_ms": round(1000 * sorted(walls[group])[int(0.95 * (len(walls[group]) - 1))], 2),
            "ratio": {peer.name: _ratio(lines, peer.name) for peer in peers if peer.name != "zhiquan"},
        }
        for group, lines in groups.items()
    ]


def _ms(seconds: Iterable[float]) -> float:
    return round(1000 * statistics.median(seconds), 3)


def _ratio(lines: list[dict[str, float]], name: str) -> list[float]:
    """Return the median ratio and the ends of its bootstrap interval."""
    ratios = [one[name] / max(one["zhiquan"], 1e-6) for one in lines if name in one]
    chance = random.Random(1)
    drawn = sorted(statistics.median(chance.choices(ratios, k=len(ratios))) for _ in range(RESAMPLED))
    ends = drawn[int(0.025 * RESAMPLED)], statistics.median(ratios), drawn[int(0.975 * RESAMPLED)]
    return [round(end, 2) for end in ends]


def _replaced(peer: Peer, docs: int) -> float:
    used = peer.cpu()
    peer.replace(record for at, record in enumerate(records(docs)) if at % max(1, docs // REPLACED) == 0)
    return round(peer.cpu() - used, 2)


if __name__ == "__main__":
    sys.exit(main())
