"""The law as dated data: the book of provisions, the calendar, clocks, terms, fees, legal status."""

from zhiquan.rules.law.annuities import AnnuityLine, annuity_schedule, late_fee
from zhiquan.rules.law.annuity_table import AnnuityRow, History, Paid, Restoration, annuity_table, restoration
from zhiquan.rules.law.book import Book, Change
from zhiquan.rules.law.calendar import Calendar, Certainty
from zhiquan.rules.law.clocks import ClockState, Due, Rung, due, dues, expired, remaining, rungs, state
from zhiquan.rules.law.compensation import Compensation, Delay, compensation_fee, delay_compensation, drug_compensation
from zhiquan.rules.law.explaining import explain
from zhiquan.rules.law.high_value import ClassResult, Facts, HighValue, Outcome, Pledged, high_value
from zhiquan.rules.law.intervals import Interval, high_value_intervals, status_intervals
from zhiquan.rules.law.ledger import Extension, Ledger, Order, Pause
from zhiquan.rules.law.measures import Bounds, Bracket, Expiry, Lapse, Measure, Selector, Share, Span
from zhiquan.rules.law.prosecution import Deadline, Happened, Step, prosecution_deadlines
from zhiquan.rules.law.provision import NATION, OFFICIAL, Provision, Source
from zhiquan.rules.law.reductions import (
    Claims,
    OpenLicence,
    Qualified,
    Reduction,
    best_reduction,
    qualified,
    request_by,
)
from zhiquan.rules.law.service import CIVIL, Manner, Served, from_service, served
from zhiquan.rules.law.status import ENDED, EventKind, LegalStatus, RightEvent, StatusCode, legal_status
from zhiquan.rules.law.tally import Act, Entry, Reached, Tally, tally
from zhiquan.rules.law.terms import Term, term_of
from zhiquan.rules.law.trademark_windows import Window, trademark_windows
from zhiquan.rules.law.units import Limit, Unit, add_months
from zhiquan.rules.law.wording import amount_text, value_text

__all__ = [
    "CIVIL",
    "ENDED",
    "NATION",
    "OFFICIAL",
    "Act",
    "AnnuityLine",
    "AnnuityRow",
    "Book",
    "Bounds",
    "Bracket",
    "Calendar",
    "Certainty",
    "Change",
    "Claims",
    "ClassResult",
    "ClockState",
    "Compensation",
    "Deadline",
    "Delay",
    "Due",
    "Entry",
    "EventKind",
    "Expiry",
    "Extension",
    "Facts",
    "Happened",
    "HighValue",
    "History",
    "Interval",
    "Lapse",
    "Ledger",
    "LegalStatus",
    "Limit",
    "Manner",
    "Measure",
    "OpenLicence",
    "Order",
    "Outcome",
    "Paid",
    "Pause",
    "Pledged",
    "Provision",
    "Qualified",
    "Reached",
    "Reduction",
    "Restoration",
    "RightEvent",
    "Rung",
    "Selector",
    "Served",
    "Share",
    "Source",
    "Span",
    "StatusCode",
    "Step",
    "Tally",
    "Term",
    "Unit",
    "Window",
    "add_months",
    "amount_text",
    "annuity_schedule",
    "annuity_table",
    "best_reduction",
    "compensation_fee",
    "delay_compensation",
    "drug_compensation",
    "due",
    "dues",
    "expired",
    "explain",
    "from_service",
    "high_value",
    "high_value_intervals",
    "late_fee",
    "legal_status",
    "prosecution_deadlines",
    "qualified",
    "remaining",
    "request_by",
    "restoration",
    "rungs",
    "served",
    "state",
    "status_intervals",
    "tally",
    "term_of",
    "trademark_windows",
    "value_text",
]
