"""An organisation's rights as its own people manage them: what each costs, what was decided, what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.clocks import Moment
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, acts_for
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.records.corpus.keys import HOME
from zhiquan.rules.law import ENDED, Claims, OpenLicence, Qualified, StatusCode
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.annuities import Fee, Owed, open_fees
from zhiquan.scenes.management.models import AnnuityPayment, Choice, Decision, FeeRecord
from zhiquan.scenes.management.portfolio import Held, portfolio_of

NOT_GRANTED = frozenset({StatusCode.NOT_FILED, StatusCode.PENDING, StatusCode.PUBLISHED, StatusCode.EXAMINING})
LICENCE = "licence"


@dataclass(frozen=True, slots=True)
class Account:
    """A right with what it costs: ``fees`` open as of the day, ``gap`` why they cannot be told, ``decision`` if any."""

    held: Held
    owed: Owed | None
    fees: tuple[Fee, ...]
    gap: Text | None
    decision: Decision | None

    @property
    def choice(self) -> Choice:
        """Return what was decided; nothing said is undecided."""
        return Choice(self.decision.choice) if self.decision else Choice.UNDECIDED


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose rights a person manages: own ones, and principals that delegated everything."""
    principals = {mandate.principal for mandate in actor.mandates if mandate.everything}
    return Organisation.objects.filter(pk__in=actor.organisations | principals).order_by("name", "pk")


def get_organisation_for(actor: Actor, organisation_id: int, on: date) -> Organisation:
    """Return an organisation whose rights the actor manages on a day; ``NotFound`` for everybody else, staff too."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or acts_for(actor, organisation_id, on=on) is None:
        raise NotFound("management.not-yours", _NOT_YOURS)
    return found


def accounts_of(organisation: Organisation, on: date, until: date) -> tuple[Account, ...]:
    """Return every right of the organisation with the fees that fall due by a day and were not said to be paid."""
    portfolio = [held for held in portfolio_of(organisation, on) if not held.gone]
    words = _Words.of(organisation, [held.number for held in portfolio], on)
    now = moment()
    return tuple(_account(held, words, on, until, now) for held in portfolio)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the organisation said, and the licences recorded here, by right."""

    paid: Mapping[str, Mapping[int, date]]
    decisions: Mapping[str, Decision]
    licences: Mapping[str, tuple[OpenLicence, ...]]
    record: FeeRecord | None

    @classmethod
    def of(cls, organisation: Organisation, rights: Iterable[str], on: date) -> _Words:
        mine = list(rights)
        paid: dict[str, dict[int, date]] = {}
        for one in AnnuityPayment.objects.filter(organisation=organisation).order_by("pk"):
            paid.setdefault(one.right, {})[one.year] = one.paid_on
        rows = Decision.objects.filter(organisation=organisation).select_related("said_by").order_by("pk")
        decisions = {one.right: one for one in rows}
        return cls(paid, decisions, _licences(mine), fee_record(organisation, on))

    def claims(self, held: Held) -> Claims:
        """Return the reductions that may be claimed: the yearly record by the number of owners, open licences used."""
        record, owners = self.record, len(held.record.owners or held.record.applicants) if held.record else 1
        single = bool(record and record.qualified and owners <= 1)
        joint = bool(record and record.joint and owners > 1)
        qualified = Qualified.SINGLE if single else Qualified.JOINT if joint else None
        return Claims(qualified, licences=self.licences.get(held.number, ()))


def fee_record(organisation: Organisation, on: date) -> FeeRecord | None:
    """Return what the organisation last said of its record for reductions of the year, if anything."""
    return FeeRecord.objects.filter(organisation=organisation, year=on.year).order_by("-pk").first()


def _licences(rights: list[str]) -> Mapping[str, tuple[OpenLicence, ...]]:
    """Return the licences given under an open licence, as far as they are recorded here."""
    rows = RegisterEntry.objects.filter(register=LICENCE, data__open=True, rights__right__in=rights).distinct()
    found: dict[str, tuple[OpenLicence, ...]] = {}
    for entry in rows.prefetch_related("rights"):
        for one in entry.rights.all():
            found[one.right] = (*found.get(one.right, ()), OpenLicence(entry.valid_from, entry.valid_to))
    return found


def _account(held: Held, words: _Words, on: date, until: date, now: Moment) -> Account:
    decision = words.decisions.get(held.number)
    record, status = held.record, held.status
    if record is None or held.kind is None or status is None or record.filing_date is None or record.office != HOME:
        return Account(held, None, (), _UNTOLD, decision)
    if status.code in ENDED:
        return Account(held, None, (), _OVER.format(status=status.label), decision)
    if status.code in NOT_GRANTED:
        return Account(held, None, (), _NOT_GRANTED, decision)
    paid = words.paid.get(held.number, {})
    if not held.granted_on and not paid:
        return Account(held, None, (), _NO_GRANT, decision)
    owed = Owed(held.kind, record.filing_date, held.granted_on, words.claims(held), paid)
    try:
        fees = open_fees(owed, on, until, now.book, now.calendar)
    except Refusal as refusal:
        return Account(held, None, (), refusal.text, decision)
    return Account(held, owed, fees, None, decision)


_NOT_YOURS = Text("没有这个单位，或者您不代表它。", "There is no such organisation, or you do not act for it.")
_UNTOLD = Text("没有种类或者申请日，年费无从计算", "kind or filing date is not known, so fees cannot be told")
_OVER = Text("权利已终止（{status}），不再缴费", "the right has ended ({status}); nothing is owed")
_NOT_GRANTED = Text("尚未授权，不缴年费", "not granted yet; no annuities")
_NO_GRANT = Text(
    "库中没有授权登记，是否须缴年费不明；已授权的，登记一笔缴费后即可推算",
    "no grant is recorded here, so fees are not known; once a payment is noted they are reckoned",
)
