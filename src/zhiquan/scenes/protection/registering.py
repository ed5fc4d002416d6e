"""The protection scene's checks and effects under the names by which definitions use them."""

from __future__ import annotations

from zhiquan.hall.matters.ports import Check, CheckFunction, Effect, EffectFunction, enlist
from zhiquan.scenes.protection import checks as protection
from zhiquan.scenes.protection import effects as meaning
from zhiquan.scenes.shared import standing

CHECKS: dict[str, CheckFunction] = {
    "number-valid": standing.number_valid,
    "right-in-corpus": standing.right_in_corpus,
    "right-in-force": standing.right_in_force,
    "requester": protection.requester,
    "jurisdiction": protection.jurisdiction,
    "no-suit": protection.no_suit,
    "prescription": protection.prescription,
    "evaluation-report": protection.evaluation_report,
    "no-other-case": protection.no_other_case,
    "repeat": protection.repeat,
}
EFFECTS: dict[str, EffectFunction] = {
    "claim-dispute": meaning.claim_dispute,
    "release-dispute": meaning.release_dispute,
    "register-decision": meaning.register_decision,
}
_CHECKS = {f"protection.{name}": Check("1", run) for name, run in CHECKS.items()}
_EFFECTS = {f"protection.{name}": Effect("1", run) for name, run in EFFECTS.items()}


def register() -> None:
    """Register them all; a second call changes nothing."""
    enlist(_CHECKS, _EFFECTS)
