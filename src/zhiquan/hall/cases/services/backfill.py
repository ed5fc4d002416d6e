"""Taking back a result 结果回传: what the deciding office sends is verified whole before anything of it is taken in.

A result is a pack like the one that went out: ``manifest`` holds ``case`` (our number), ``answers`` (the digest of the
pack it answers to) and ``result`` (the answers of the step that takes it back, by field); its files are the documents.
It is signed by the deciding office and, as a rule, encrypted for this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.services.acting import act
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.files.kinds import PACKS
from zhiquan.hall.files.models import Scan
from zhiquan.hall.files.scanning import judge
from zhiquan.hall.files.services import INFECTED, WAITING, clean_name, stage
from zhiquan.hall.matters.schema import Action
from zhiquan.office.access.selectors import Actor
from zhiquan.office.exchange import OpenedPack, read_pack
from zhiquan.office.exchange.envelopes import decrypt, is_envelope, verify
from zhiquan.office.exchange.partners import certificate_of, ours
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    """A result that was found genuine: for which case, from which office, which step takes it, with which answers."""

    case: Case
    office: str
    action: Action
    answers: dict[str, Any]
    pack: OpenedPack


def read_result(actor: Actor, content: bytes) -> Result:
    """Verify a result and return it; nothing is written.

    Refusals: ``packs.wrong-key``, ``packs.*`` for whatever is missing, changed or too much, ``packs.unanswered`` (it
    answers to no pack of this case), ``packs.signature``, ``cases.no-result-awaited``; ``NotFound`` where the actor
    does not see the case.
    """
    plain = decrypt(content, ours()) if is_envelope(content) else content
    _require_scanned(plain)
    opened = read_pack(plain)
    case = get_case_for(actor, str(opened.manifest.get("case", "")))
    office = _sent(case, str(opened.manifest.get("answers", ""))).data["pack"]["key"]
    verify(opened.head, opened.signature, certificate_of(office))
    answers = opened.manifest.get("result")
    if not isinstance(answers, dict):
        raise Refusal("packs.no-result", _NO_RESULT)
    return Result(case, office, _awaiting(case, office), answers, opened)


def take_result(actor: Actor, content: bytes, name: str, *, number: str = "") -> Case:
    """Take a genuine result in: the step of the matter that waits for it, with its answers, the pack and its documents.

    ``number``: the case it must be for (``packs.other-case``). The same result is taken once. Other refusals: those of
    ``read_result`` and of ``act``.
    """
    result = read_result(actor, content)
    if number and result.case.number != number:
        raise Refusal("packs.other-case", _OTHER)
    key = f"result-{result.pack.digest[:40]}"
    if result.case.events.filter(key=key).exists():
        return result.case
    pack = stage(actor, clean_name(name), content, kinds=PACKS)
    papers = [stage(actor, named, data) for named, data in result.pack.files]
    received = {
        "key": result.office,
        "contents": result.pack.digest,
        "files": [{"file": file.pk, "name": file.name, "digest": file.digest} for file in (pack, *papers)],
    }
    version = result.case.version
    with transaction.atomic():
        return act(
            actor,
            result.case.number,
            result.action.key,
            result.answers,
            version=version,
            key=key,
            received=received,
        )


def _sent(case: Case, contents: str) -> CaseEvent:
    """Return the event of the pack that an answer is to; packs of before have their contents as their file."""
    event: CaseEvent
    for event in case.events.filter(data__has_key="pack").order_by("-seq"):
        pack = event.data["pack"]
        if contents and contents == pack.get("contents", pack["digest"]):
            return event
    raise Refusal("packs.unanswered", _UNANSWERED.format(number=case.number))


def _awaiting(case: Case, office: str) -> Action:
    """Return the step that takes back the answer to a pack, where the case stands now or after it was taken."""
    steps = [action for action in matter_of(case.definition).actions if action.requires.pack == office and action.to]
    if not steps:
        raise Refusal("cases.no-result-awaited", _NOT_AWAITED.format(number=case.number))
    return next((action for action in steps if case.state in action.from_), steps[0])


def _require_scanned(content: bytes) -> None:
    """Have the contents scanned, which no scanner sees through the encryption."""
    verdict = judge(content)
    name = Text("回传材料包", "the pack with the result")
    if verdict.scan is Scan.INFECTED:
        raise Refusal("files.infected", INFECTED.format(name=name, found=verdict.found))
    if verdict.scan is Scan.WAITING:
        raise Refusal("files.waiting", WAITING.format(name=name))


_UNANSWERED = Text(
    "回传结果对应的不是本局为办件 {number} 移送的材料包，不能采用；请联系发出单位。",
    "The result answers to no pack that was handed over for case {number} and is not taken in; ask its sender.",
)
_OTHER = Text("这个结果属于另一办件，请在该办件中接收。", "This result belongs to another case; take it in there.")
_NO_RESULT = Text("材料包中没有办理结果，请联系发出单位。", "The pack holds no result; ask its sender.")
_NOT_AWAITED = Text("办件 {number} 不需要接收回传结果。", "Case {number} awaits no result.")
