"""What the steps of a dispute mean outside its case: the open dispute, the decision in force."""

from __future__ import annotations

from zhiquan.hall.matters.ports import EffectContext
from zhiquan.office.registers.services import enter
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.protection.disputes import claim, disputes_of, open_cases, release, respondent_key

ADJUDICATION = "adjudication"
INFRINGED = "infringed"


def claim_dispute(context: EffectContext) -> None:
    """Enter the dispute of a case that is filed; refused while another case has it (``protection.taken``)."""
    disputes = disputes_of(context.form, context.params)
    for dispute in disputes:
        if any(number != context.case_number for number in open_cases(dispute, context.on)):
            raise Refusal("protection.taken", _TAKEN.format(right=dispute.right, name=dispute.name))
    claim(disputes, context.case_number, context.division, context.on)


def release_dispute(context: EffectContext) -> None:
    """End the entry of a dispute whose case ends."""
    release(context.case_number, context.on)


def register_decision(context: EffectContext) -> None:
    """Enter a decision that has taken effect and found infringement, for the rule on repeated infringement.

    Order 81 art. 34: after a decision in force the same kind of act under the same right is stopped directly. The
    entry has no end; where the right is lost later, the register of rights says so.
    """
    form, result = context.form, context.result
    if result.get("result") != INFRINGED:
        return
    enter(
        register=ADJUDICATION,
        number=context.case_number,
        division=context.division,
        rights=form["rights"],
        data={
            "respondents": [
                {"name": row["name"], "code": row.get("code", ""), "key": respondent_key(row)}
                for row in form["respondents"]
            ],
            "holding": result.get("holding", ""),
        },
        valid_from=context.on,
        valid_to=None,
        basis=context.case_number,
    )


_TAKEN = Text(
    "就 {right} 与“{name}”的同一纠纷已有立案在办，不能重复立案。",
    "A case about {right} and “{name}” is open already; one dispute is filed once.",
)
