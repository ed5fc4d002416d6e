"""The market's checks and effects under the names by which definitions use them."""

from __future__ import annotations

from zhiquan.hall.matters.ports import Check, CheckFunction, Effect, enlist
from zhiquan.scenes.market import checks as market
from zhiquan.scenes.market.effects import register_deal, register_pledge
from zhiquan.scenes.market.silent import SILENT, silent
from zhiquan.scenes.shared import standing

CHECKS: dict[str, CheckFunction] = {
    "applicant-is-party": market.applicant_is_party,
    "number-valid": standing.number_valid,
    "right-in-corpus": standing.right_in_corpus,
    "right-in-force": standing.right_in_force,
    "granted": standing.granted,
    "pledgor-is-owner": market.pledgor_is_owner,
    "co-owner-consent": market.co_owner_consent,
    "term-covers-debt": market.term_covers_debt,
    "already-pledged": market.already_pledged,
    "same-day-dual-filing": market.same_day_dual_filing,
    "contract-items": market.contract_items,
    "giver-holds": market.giver_holds,
    "filed-in-time": market.filed_in_time,
    **{key: silent(key) for key in SILENT},
}
_CHECKS = {f"market.{name}": Check("1", run) for name, run in CHECKS.items()}
_EFFECTS = {
    "market.register-pledge": Effect("1", register_pledge),
    "market.register-deal": Effect("1", register_deal),
}


def register() -> None:
    """Register them all; a second call changes nothing."""
    enlist(_CHECKS, _EFFECTS)
