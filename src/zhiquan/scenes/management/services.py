"""What an organisation says of its own rights: each word is a new row, with who said it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from zhiquan.hall.cases.shelf import moment
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.records.corpus.keys import HOME, is_mark, key_as_typed
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.law import term_of
from zhiquan.rules.law.annuities import MONTHS_OF_A_YEAR
from zhiquan.rules.law.units import add_months
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.marks import RENEWABLE, marks_of
from zhiquan.scenes.management.models import AnnuityPayment, Choice, Decision, FeeRecord, OwnRight, Renewal
from zhiquan.scenes.management.portfolio import Held, held_right, own_word
from zhiquan.scenes.management.selectors import get_organisation_for
from zhiquan.settings.now import now, today

LONGEST_REASON = 300
LONGEST_RIGHT = 40
"""Characters of a right's key that are kept with a word about it."""
_WRITTEN = 500
LAST_PATENT_YEAR = 25
"""Beyond the longest term with compensation: a larger number is a slip of the pen."""


def say_own(actor: Actor, organisation_id: int, right: str, *, held: bool) -> OwnRight:
    """Say that a right is the organisation's, or that it is not; any usual form of the number is read."""
    organisation = get_organisation_for(actor, organisation_id, today())
    return OwnRight.objects.create(held=held, **_word(actor, organisation, right))


@transaction.atomic
def say_all_own(actor: Actor, organisation_id: int, rights: Collection[str]) -> int:
    """Say of many rights at once that they are the organisation's; returns of how many that was not said before."""
    organisation = get_organisation_for(actor, organisation_id, today())
    said = own_word(organisation)
    words = [_word(actor, organisation, right) for right in dict.fromkeys(rights)]
    new = [OwnRight(held=True, **word) for word in words if said.get(str(word["right"])) is not True]
    return len(OwnRight.objects.bulk_create(new, batch_size=_WRITTEN))


def say_paid(actor: Actor, organisation_id: int, right: str, year: int, paid_on: date) -> AnnuityPayment:
    """Say that the annuity of a patent year of a right one holds was paid: a year of its term, not in the future."""
    organisation = get_organisation_for(actor, organisation_id, today())
    if not 1 <= year <= LAST_PATENT_YEAR:
        raise Refusal("management.year", _YEAR.format(last=LAST_PATENT_YEAR))
    if paid_on > today():
        raise Refusal("management.paid-on", _PAID_ON)
    word = _word(actor, organisation, right)
    _require_payable(held_right(organisation, str(word["right"]), today()), year, paid_on)
    return AnnuityPayment.objects.create(year=year, paid_on=paid_on, **word)


def say_mark(actor: Actor, organisation_id: int, mark: str, *, held: bool) -> OwnRight:
    """Say that a mark is the organisation's, or that it is not: by its key or its Chinese number."""
    return say_own(actor, organisation_id, _mark(mark), held=held)


def say_renewed(actor: Actor, organisation_id: int, mark: str) -> Renewal:
    """Say that a mark was renewed; only while it can be: in the window of renewal or the months of grace after it."""
    organisation = get_organisation_for(actor, organisation_id, today())
    word = _word(actor, organisation, _mark(mark))
    held = next((one for one in marks_of(organisation, today()) if one.key == word["right"]), None)
    if held is None or held.ends_on is None or held.stage not in RENEWABLE:
        raise Refusal("management.renewal", _RENEWAL)
    return Renewal.objects.create(ended_on=held.ends_on, **word)


def decide(actor: Actor, organisation_id: int, right: str, choice: str, reason: str) -> Decision:
    """Decide what becomes of a right that the organisation holds; to keep or drop it takes a reason."""
    organisation = get_organisation_for(actor, organisation_id, today())
    said = reason.strip()
    if choice not in Choice.values:
        raise Refusal("management.choice", _CHOICE)
    if not said and choice != Choice.UNDECIDED:
        raise Refusal("management.reason", _REASON)
    if len(said) > LONGEST_REASON:
        raise Refusal("management.reason-long", _LONG.format(most=LONGEST_REASON))
    word = _word(actor, organisation, right)
    held_right(organisation, str(word["right"]), today())
    return Decision.objects.create(choice=choice, reason=said, **word)


@transaction.atomic
def say_qualified(actor: Actor, organisation_id: int, *, qualified: bool, joint: bool) -> FeeRecord:
    """Say whether the organisation's record for reductions 费减备案 of this year is in order."""
    organisation = get_organisation_for(actor, organisation_id, today())
    return FeeRecord.objects.create(
        organisation=organisation,
        year=today().year,
        qualified=qualified,
        joint=qualified and joint,
        said_by_id=person(actor),
        said_at=now(),
    )


def _mark(given: str) -> str:
    number = given.strip()
    return number if is_mark(number) else f"tm.{HOME}.{number}"


def _require_payable(held: Held, year: int, paid_on: date) -> None:
    """Refuse a day before the filing and a year past the longest term, as far as the record tells them."""
    filed = held.record.filing_date if held.record and held.record.office == HOME else None
    if held.kind is None or filed is None:
        return
    if paid_on < filed:
        raise Refusal("management.paid-on", _BEFORE_FILING.format(filed=filed))
    latest = term_of(held.kind, filed, moment().book, held.granted_on).latest_on
    if add_months(filed, (year - 1) * MONTHS_OF_A_YEAR) >= latest:
        raise Refusal("management.year", _PAST_TERM.format(year=year, latest=latest))


def _word(actor: Actor, organisation: Organisation, right: str) -> dict[str, object]:
    key = key_as_typed(right)
    if isinstance(key, Broken):
        raise Refusal("management.right", key.text)
    if len(key) > LONGEST_RIGHT:
        raise Refusal("management.right", _RIGHT.format(longest=LONGEST_RIGHT))
    return {"organisation": organisation, "right": key, "said_by_id": person(actor), "said_at": now()}


_RIGHT = Text("号码不超过 {longest} 个字符，请核对。", "The number has at most {longest} characters; check it.")
_YEAR = Text("年度应在 1 至 {last} 之间，请核对。", "The patent year is between 1 and {last}; check it.")
_BEFORE_FILING = Text(
    "缴费日不能早于申请日 {filed}，请核对。", "The day of payment cannot be before the filing on {filed}; check it."
)
_PAST_TERM = Text(
    "这件专利的期限至迟到 {latest}，没有第 {year} 年度，请核对。",
    "The term of this right ends by {latest}; it has no year {year}; check it.",
)
_PAID_ON = Text("缴费日不能晚于今天，请核对。", "The day of payment cannot be after today; check it.")
_RENEWAL = Text(
    "这件商标现在不在续展期或者宽展期内，请核对注册号和有效期。",
    "This mark can be renewed neither now nor in months of grace; check its number and term.",
)
_CHOICE = Text("请选择维持、放弃或者未定。", "Choose keep, drop or undecided.")
_REASON = Text("请写明维持或者放弃的理由。", "Say why it is kept or dropped.")
_LONG = Text("理由不超过 {most} 字。", "The reason has at most {most} characters.")
