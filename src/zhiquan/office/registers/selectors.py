"""Reading the registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from zhiquan.office.registers.models import EntryHolder, RegisterEntry
from zhiquan.rules.text import Text

HOLDERS = ("uscc", "pledgor_uscc", "pledgee_uscc")
"""Under these names the data of an entry hold the credit codes of whom it concerns; they are found by an index."""
_NAMES = {
    "call": Text("申报批次", "Calls for applications"),
    "pledge": Text("专利权质押登记", "Patent pledges"),
    "transfer": Text("专利转让登记", "Recorded transfers of patents"),
    "adjudication": Text("生效的专利侵权纠纷行政裁决", "Decisions on infringement in force"),
    "licence": Text("专利实施许可合同备案", "Recorded patent licences"),
    "open-licence": Text("专利开放许可名录", "Open patent licences"),
    "interest-subsidy": Text("贷款贴息登记簿", "Subsidised loan interest"),
    "enterprise-tier": Text("优势、示范企业名录", "Leading and model enterprises"),
    "preexam-entity": Text("预审备案主体名录", "Entities recorded for pre-examination"),
    "preexam-agency": Text("预审备案代理机构名录", "Agencies recorded for pre-examination"),
    "preexam-suspension": Text("暂停预审资格名单", "Entities suspended from pre-examination"),
    "gi-product": Text("地理标志名录", "Geographical indications"),
    "gi-user": Text("地理标志专用标志合法使用人名录", "Lawful users of the mark of a geographical indication"),
    "listed-company": Text("上市公司名单", "Listed companies"),
    "dishonesty": Text("严重违法失信名单", "Serious dishonesty"),
    "abnormal-filing": Text("非正常申请名单", "Abnormal filings"),
}


def register_name(register: str) -> Text:
    """Return what people call a register; one without a name here is called by its code."""
    return _NAMES.get(register, Text(register, register))


def entries_for_right(right: str, register: str | None = None, on: date | None = None) -> list[RegisterEntry]:
    """Return the entries that concern a right (canonical number), the latest first; one query.

    ``register`` narrows to one list, ``on`` to what is in force on that date (both end dates count).
    """
    rows = RegisterEntry.objects.filter(rights__right=right)
    if register is not None:
        rows = rows.filter(register=register)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return list(rows.order_by("-valid_from", "-pk"))


def entries_for_organisation(code: str) -> list[RegisterEntry]:
    """Return the entries that concern an organisation, by its credit code, the latest first; one query."""
    held = EntryHolder.objects.filter(code=code).values("entry")
    return list(RegisterEntry.objects.filter(pk__in=held).order_by("-valid_from", "-pk"))


def concerning(code: str, role: str) -> Q:
    """Return the filter for entries whose data hold a credit code under a name; without an index for other names."""
    if role not in HOLDERS:
        return Q(**{f"data__{role}": code})
    return Q(pk__in=EntryHolder.objects.filter(code=code, role=role).values("entry"))


def holders_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the credit codes that the data of an entry hold, by the name under which they stand."""
    return {role: str(data[role]) for role in HOLDERS if data.get(role)}
