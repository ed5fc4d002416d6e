"""What lies in a bundle: events, definition, letters, papers, the path to the seal, and what verifies it all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhiquan.hall.cases.chain import EventRow, canonical
from zhiquan.hall.cases.models import Case, CasePayload, Paper
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.selectors import open_file
from zhiquan.hall.ledger.hashing import plain_json
from zhiquan.hall.ledger.leaves import last_seal, leaves_of, tree_of
from zhiquan.hall.ledger.models import Leaf, Seal
from zhiquan.hall.letters.selectors import letters_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def sealed_head(case: Case) -> tuple[Seal, Leaf]:
    """Return the last seal and the leaf it holds of a case; refused (``ledger.not-sealed``) where there is none."""
    seal = last_seal()
    leaf = leaves_of(seal.number).filter(case=case.pk).first() if seal else None
    if seal is None or leaf is None:
        raise _NOT_SEALED
    return seal, leaf


def path_of(seal: Seal, leaf: Leaf) -> dict[str, Any]:
    """Return the leaf and the path from it to the seal's roots."""
    tree = tree_of(seal.number, follow=leaves_of(seal.number).filter(position__lt=leaf.position).count())
    tree.close()
    path = [{"side": side, "sha256": pair.sha256.hex(), "sm3": pair.sm3.hex()} for side, pair in tree.path]
    return {"leaf": [leaf.number, leaf.seq, leaf.sha256, leaf.sm3], "path": path}


def events_of(case: Case) -> bytes:
    """Return the events, one canonical line each."""
    rows = case.events.order_by("seq").values_list(*EventRow._fields)
    return b"".join(canonical(EventRow(*row), case.number) + b"\n" for row in rows.iterator())


def definition_of(case: Case) -> bytes:
    """Return the pinned definition in the form that its fingerprint covers."""
    pinned = case.definition
    content = {name: getattr(pinned, name) for name in ("code", "version", "resolved", "letters")}
    return plain_json(content)


def papers_of(case: Case, *, personal: bool) -> Iterator[tuple[dict[str, Any], StoredFile | None]]:
    """Yield letters and papers, each with what the bundle says of it: path, name, digest; letter and number.

    Packs for the deciding office hold the answers in clear, so they stay out with them: of these only the digest is
    told, without path and file.
    """
    for letter in letters_of(case):
        if letter.pdf is not None:
            named = {"path": f"letters/{letter.pk}.pdf", "name": letter.pdf.name, "digest": letter.pdf.digest}
            yield {**named, "letter": letter.pk, "number": letter.number, "state": letter.state}, letter.pdf
    numbers = Paper.objects.filter(case=case).values_list("file", flat=True)
    packs = set(case.events.filter(data__has_key="pack").values_list("data__pack__file", flat=True))
    for file in StoredFile.objects.filter(pk__in=numbers).order_by("pk"):
        shown = personal or file.pk not in packs
        path = f"files/{file.pk}.{file.kind}" if shown else None
        yield {"path": path, "name": file.name, "digest": file.digest, "file": file.pk}, file if shown else None


def bytes_of(file: StoredFile) -> bytes:
    """Return the bytes of a stored file; refused when they are missing or damaged."""
    with open_file(file) as stream:
        return stream.read()


def personal_of(case: Case) -> bytes:
    """Return the personal answers that were not erased, one line each with digest and salt."""
    rows = CasePayload.objects.filter(case=case, erased_at__isnull=True).order_by("pk")
    told = ({"digest": row.digest, "salt": row.salt, "value": row.value} for row in rows)
    return b"".join(plain_json(row) + b"\n" for row in told)


def verifier() -> bytes:
    """Return the verifier of one file."""
    return Path(__file__).with_name("verify.py").read_bytes()


_NOT_SEALED = Refusal(
    "ledger.not-sealed",
    Text(
        "本办件尚未封存，请先执行 zhiquan ledger seal。",
        "The case is not sealed yet; run zhiquan ledger seal first.",
    ),
)
