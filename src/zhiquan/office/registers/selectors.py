"""Reading the registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from zhiquan.office.access.selectors import Actor
from zhiquan.office.registers.models import EntryHolder, RegisterEntry
from zhiquan.rules.refusal import NotFound
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
    "outlet": Text("公共服务网点名录", "Public service outlets"),
    "window": Text("业务受理窗口名录", "Service windows"),
    "subcentre": Text("公共服务分中心名录", "Service sub-centres"),
    "station": Text("工作站名录", "Stations"),
    "aid-body": Text("维权援助机构名录", "Rights assistance bodies"),
    "protection-centre": Text("知识产权保护中心名录", "Protection centres"),
    "fast-rights-centre": Text("快速维权中心名录", "Fast-rights centres"),
    "patent-agency": Text("专利代理机构名录", "Patent agencies"),
    "mark-agency": Text("商标代理机构名录", "Trademark agencies"),
    "cluster-zone": Text("知识产权服务业集聚区名录", "Service cluster zones"),
    "brand-demo": Text("商标品牌示范企业名录", "Brand demonstration enterprises"),
    "gi-leader": Text("地理标志龙头企业名录", "Leading enterprises of indications"),
    "key-mark": Text("重点商标保护名录", "Trademarks under key protection"),
    "well-known-mark": Text("驰名商标名录", "Well-known trademarks"),
    "china-patent-award": Text("中国专利奖获奖名单", "China Patent Awards"),
    "provincial-award": Text("省专利奖获奖名单", "Provincial patent awards"),
    "insurance-product": Text("知识产权保险产品名录", "Insurance products"),
    "intensive-product": Text("专利密集型产品名录", "Patent-intensive products"),
    "portfolio": Text("高价值专利组合名录", "High-value patent portfolios"),
    "school": Text("知识产权教育试点示范学校名录", "Pilot and demonstration schools"),
    "strong-county": Text("知识产权强县工程名录", "Strong-county projects"),
    "demo-city": Text("知识产权试点示范城市名录", "Pilot and demonstration cities"),
    "demo-park": Text("知识产权试点示范园区名录", "Pilot and demonstration parks"),
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
        rows = rows.filter(_running(on))
    return list(rows.order_by("-valid_from", "-pk"))


def entries_for_organisation(code: str) -> list[RegisterEntry]:
    """Return the entries that concern an organisation, by its credit code, the latest first; one query."""
    held = EntryHolder.objects.filter(code=code).values("entry")
    return list(RegisterEntry.objects.filter(pk__in=held).order_by("-valid_from", "-pk"))


@dataclass(frozen=True, slots=True)
class Register:
    """A register with how many entries it has, and how many of them are in force on a date."""

    code: str
    name: Text
    entries: int
    in_force: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as a viewer sees it: that it stands is public; its content and the cases behind it (``None``: withheld)
    are for those who answer for its place.
    """

    register_code: str
    number: str
    division: str
    rights: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    in_force: bool
    basis: str | None
    ended_by: str | None
    data: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries of a register are asked for; ``None`` asks nothing. ``on``: those in force on that date."""

    right: str | None = None
    organisation: str | None = None
    on: date | None = None


def registers(on: date) -> list[Register]:
    """Return every register that has an entry, by its code; one query."""
    found = (
        RegisterEntry.objects.values("register")
        .annotate(entries=Count("pk"), in_force=Count("pk", filter=_running(on)))
        .order_by("register")
    )
    return [Register(row["register"], register_name(row["register"]), row["entries"], row["in_force"]) for row in found]


def entry_page(
    viewer: Actor, register: str, asked: Asked, on: date, *, after: int | None, size: int
) -> tuple[list[EntryView], int | None]:
    """Return a page of a register's entries, those entered last first, and the mark of the next page (``None``: end).

    ``NotFound`` ``registers.none`` for a register without any entry.
    """
    rows = RegisterEntry.objects.filter(register=register)
    if not rows.exists():
        raise NotFound("registers.none", _NO_REGISTER.format(code=register))
    rows = rows.filter(_asked(asked))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk").prefetch_related("rights")[: size + 1])
    return [_view(viewer, entry, on) for entry in found[:size]], found[size - 1].pk if len(found) > size else None


def get_entry_for(viewer: Actor, register: str, number: str, on: date) -> EntryView:
    """Return one entry as a viewer sees it; ``NotFound`` ``registers.no-entry`` where there is none."""
    found = RegisterEntry.objects.filter(register=register, number=number).prefetch_related("rights").first()
    if found is None:
        raise NotFound("registers.no-entry", _NO_ENTRY.format(number=number))
    return _view(viewer, found, on)


def concerning(code: str, role: str) -> Q:
    """Return the filter for entries whose data hold a credit code under a name; without an index for other names."""
    if role not in HOLDERS:
        return Q(**{f"data__{role}": code})
    return Q(pk__in=EntryHolder.objects.filter(code=code, role=role).values("entry"))


def holders_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the credit codes that the data of an entry hold, by the name under which they stand."""
    return {role: str(data[role]) for role in HOLDERS if data.get(role)}


def _view(viewer: Actor, entry: RegisterEntry, on: date) -> EntryView:
    inside = viewer.covers(entry.division)
    return EntryView(
        register_code=entry.register,
        number=entry.number,
        division=entry.division,
        rights=tuple(sorted(one.right for one in entry.rights.all())),
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        in_force=entry.valid_from <= on and (entry.valid_to is None or on <= entry.valid_to),
        basis=entry.basis if inside else None,
        ended_by=entry.ended_by if inside else None,
        data=entry.data if inside else None,
    )


def _asked(asked: Asked) -> Q:
    found = Q() if asked.on is None else _running(asked.on)
    if asked.right is not None:
        found &= Q(rights__right=asked.right)
    return found if asked.organisation is None else found & _concerning(asked.organisation)


def _running(on: date) -> Q:
    """Return the condition of entries in force on a date; both end dates count."""
    return (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & Q(valid_from__lte=on)


def _concerning(code: str) -> Q:
    """Return the filter for entries that concern an organisation, by its credit code under any name."""
    return Q(pk__in=EntryHolder.objects.filter(code=code).values("entry"))


_NO_REGISTER = Text(
    "没有登记簿“{code}”，或者其中还没有登记。", "There is no register “{code}”, or nothing is entered yet."
)
_NO_ENTRY = Text("登记簿中没有登记号 {number}，请核对。", "The register has no number {number}; check it.")
