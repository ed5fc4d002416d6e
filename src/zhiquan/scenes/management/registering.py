"""The management scene's checks and effects under the names by which definitions use them."""

from __future__ import annotations

from zhiquan.hall.matters.ports import Check, CheckFunction, Effect, EffectFunction, enlist
from zhiquan.scenes.management import checks_lists as lists
from zhiquan.scenes.management import checks_novelty as novelty
from zhiquan.scenes.management import checks_places as places
from zhiquan.scenes.management import checks_programmes as programmes
from zhiquan.scenes.management import checks_rights as rights
from zhiquan.scenes.management import effects as meaning

CHECKS: dict[str, CheckFunction] = {
    "not-listed": lists.not_listed,
    "recorded": lists.recorded,
    "not-entered-before": lists.not_entered_before,
    "entry-matches": lists.entry_matches,
    "tier-before": lists.tier_before,
    "applicant-holds": rights.applicant_holds,
    "evaluation-report": rights.evaluation_report,
    "no-binding-licence": rights.no_binding_licence,
    "pledge-consent": rights.pledge_consent,
    "not-entered": rights.not_entered,
    "plain-wording": rights.plain_wording,
    "field-gate": places.field_gate,
    "seated-here": places.seated_here,
    "origin": places.origin,
    "no-near-duplicate": novelty.no_near_duplicate,
    "entry-in-force": programmes.entry_in_force,
    "holds-a-right": programmes.holds_a_right,
}
EFFECTS: dict[str, EffectFunction] = {
    "enter-register": meaning.enter_register,
    "end-register": meaning.end_register,
    "bar-listed": meaning.bar_listed,
}
_CHECKS = {f"management.{name}": Check("1", run) for name, run in CHECKS.items()}
_EFFECTS = {f"management.{name}": Effect("1", run) for name, run in EFFECTS.items()}


def register() -> None:
    """Register them all; a second call changes nothing."""
    enlist(_CHECKS, _EFFECTS)
