"""A process of clients that act; ``acting`` starts several."""

from __future__ import annotations

from benchmarks.hall.clock import ready

if __name__ == "__main__":
    ready()
    from benchmarks.hall.acting import client

    client()
