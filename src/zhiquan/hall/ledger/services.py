"""What the ledger does: seal, and hand out the bundle of a case."""

from __future__ import annotations

from typing import IO

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.ledger.bundle.writing import Bundled, write
from zhiquan.hall.ledger.sealing import SealReport, seal, seal_if_due
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

__all__ = ["Bundled", "SealReport", "bundle", "bundle_for", "seal", "seal_if_due"]


def bundle(number: str, out: IO[bytes], *, personal: bool = False) -> Bundled:
    """Write the sealed bundle of a case (for the administrator at the command line, who acts for nobody)."""
    case = Case.objects.select_related("definition").filter(number=number).first()
    if case is None:
        raise NotFound("ledger.no-case", _NO_CASE.format(number=number))
    return write(case, out, personal=personal, at=now())


def bundle_for(actor: Actor, number: str, out: IO[bytes], *, personal: bool = False) -> Bundled:
    """Write the sealed bundle of a case for somebody of the office that has it; personal answers only for its head.

    Refusals: ``cases.not-found``, ``ledger.role``, and those of ``write``.
    """
    case = get_case_for(actor, number)
    roles = standing_of(actor, today()).who(case).roles
    if not roles & _OFFICE or (personal and Role.HEAD.value not in roles):
        raise _ROLE
    return write(case, out, personal=personal, at=now())


_OFFICE = {role.value for role in (Role.WINDOW, Role.EXAMINER, Role.REVIEWER, Role.HEAD, Role.AUDIT)}
_NO_CASE = Text("没有编号为“{number}”的办件。", "There is no case with the number “{number}”.")
_ROLE = Refusal(
    "ledger.role",
    Text(
        "封存包由承办机关的工作人员制作，含个人信息的由签发人制作。",
        "A bundle is made by the office that has the case; with personal answers, by its signing head.",
    ),
)
