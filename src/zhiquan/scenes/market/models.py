"""What is traded: listings, demands, interests, deals, and the journal of every act about them.

Persons are in ``asker_contact`` and ``holder_contact`` alone, which only the two sides of an agreed interest read.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from zhiquan.hall.cases.models import Draft
from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import Organisation, User
from zhiquan.office.append_only import AppendOnly
from zhiquan.rules.text import Text
from zhiquan.scenes.market.pricing import Base, Price, PriceKind


class DealKind(models.TextChoices):
    """What is offered or wanted."""

    SALE = "sale", "转让"
    LICENCE = "licence", "许可"
    OPEN = "open", "开放许可"


class Use(models.TextChoices):
    """How far a licence reaches 许可方式; empty for a sale."""

    ORDINARY = "ordinary", "普通许可"
    SOLE = "sole", "排他许可"
    EXCLUSIVE = "exclusive", "独占许可"


class ListingState(models.TextChoices):
    """Where a listing stands; only an open one is shown to the public."""

    OPEN = "open", "挂牌中"
    SOLD = "sold", "已成交"
    EXPIRED = "expired", "到期"
    FALLEN = "fallen", "失效"
    WITHDRAWN = "withdrawn", "已撤牌"


class Listing(models.Model):
    """A right that its holder offers; ``findings`` are the checks as they came out at listing, with source and day.

    ``title``, ``division`` (the organisation's), ``subclass`` and ``right_kind`` are those of the day of listing, for
    the facets. ``proof`` is a copy of the patent register where records could not tell the holder.
    """

    number = models.CharField("挂牌编号", max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    right = models.CharField("权利号", max_length=40, db_index=True)
    kind = models.CharField("方式", max_length=8, choices=DealKind.choices)
    use = models.CharField("许可方式", max_length=10, choices=Use.choices, blank=True)
    title = models.CharField("名称", max_length=500)
    right_kind = models.CharField("权利种类", max_length=20)
    subclass = models.CharField("技术领域", max_length=20, blank=True)
    division = models.CharField("行政区划代码", max_length=6)
    price_kind = models.CharField("价格方式", max_length=8, choices=[(one.value, one.value) for one in PriceKind])
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, default=Decimal(0))
    rate = models.DecimalField("提成比例", max_digits=6, decimal_places=3, default=Decimal(0))
    base = models.CharField("提成基数", max_length=10, default=Base.TURNOVER.value)
    about = models.CharField("说明", max_length=2000, blank=True)
    valid_until = models.DateField("有效至")
    findings = models.JSONField("核对")
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=ListingState.choices, default=ListingState.OPEN)
    why = models.JSONField("终止原因", default=dict, blank=True)
    listed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    listed_at = models.DateTimeField("挂牌时间")
    looked_on = models.DateField("最近核对")

    class Meta:
        verbose_name = verbose_name_plural = "挂牌"
        constraints = [
            models.UniqueConstraint(fields=["right", "kind"], condition=Q(state="open"), name="listed_once"),
        ]
        indexes = [models.Index(fields=["state", "kind", "-id"], name="listing_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def price(self) -> Price:
        """The price."""
        return Price(PriceKind(self.price_kind), self.amount, self.rate, Base(self.base))

    @property
    def only_one(self) -> bool:
        """Whether one deal ends the listing: a sale, or a licence that leaves room for no other."""
        return self.kind == DealKind.SALE or self.use in {Use.SOLE, Use.EXCLUSIVE}


class Demand(models.Model):
    """What an organisation looks for; ``classes`` are canonical IPC or Locarno symbols, ``budget`` in CNY."""

    number = models.CharField("需求编号", max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kinds = models.JSONField("方式")
    title = models.CharField("需求", max_length=200)
    text = models.TextField("说明", max_length=4000)
    classes = models.JSONField("分类号")
    division = models.CharField("行政区划代码", max_length=6)
    budget = models.DecimalField("预算", max_digits=16, decimal_places=2, null=True)
    valid_until = models.DateField("有效至")
    state = models.CharField("状态", max_length=10, choices=ListingState.choices, default=ListingState.OPEN)
    posted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField("发布时间")

    class Meta:
        verbose_name = verbose_name_plural = "需求"
        indexes = [models.Index(fields=["state", "-id"], name="demand_state")]

    def __str__(self) -> str:
        return self.number


class InterestState(models.TextChoices):
    """How far two organisations have come."""

    ASKED = "asked", "待答复"
    AGREED = "agreed", "已互换联系方式"
    DECLINED = "declined", "已婉拒"


class Interest(models.Model):
    """One organisation is interested in a listing; contacts are exchanged when the holder agrees."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="interests")
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    message = models.CharField("留言", max_length=500, blank=True)
    asker_contact = models.CharField("意向方联系方式", max_length=200)
    holder_contact = models.CharField("权利人联系方式", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=InterestState.choices, default=InterestState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "意向"
        constraints = [models.UniqueConstraint(fields=["listing", "asker"], name="interested_once")]

    def __str__(self) -> str:
        return f"{self.listing} {self.asker}"


class DealState(models.TextChoices):
    """A deal stands when both sides have said the same."""

    SAID = "said", "待对方确认"
    DONE = "done", "已成交"
    DENIED = "denied", "未获确认"


class Deal(models.Model):
    """A contract that two sides closed: said by one, confirmed by the other; ``amount`` in CNY.

    ``sole`` is copied from the listing so that the database itself keeps a second one out. ``draft`` is the
    application for the filing of the licence or the recording of the transfer.
    """

    number = models.CharField("成交编号", max_length=40, unique=True)
    interest = models.ForeignKey(Interest, models.PROTECT, related_name="deals")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="deals")
    sole = models.BooleanField("独此一笔")
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2)
    terms = models.CharField("其他约定", max_length=500, blank=True)
    signed_on = models.DateField("签订日")
    effective_on = models.DateField("生效日")
    until = models.DateField("许可期限止", null=True)
    contract = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=8, choices=DealState.choices, default=DealState.SAID)
    said_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField("登记时间")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("确认时间", null=True)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "成交"
        constraints = [
            models.UniqueConstraint(
                fields=["interest"], condition=Q(state__in=["said", "done"]), name="market_one_deal_of_an_interest"
            ),
            models.UniqueConstraint(
                fields=["listing"], condition=Q(state="done", sole=True), name="market_one_deal_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Act(AppendOnly):
    """One line of the market's journal: who did what about which number, for whom; never changed."""

    refusal = (
        "market.journal",
        Text("交易日志只能追加，不能修改或删除。", "The market's journal can be added to, never changed or removed."),
    )

    about = models.CharField("编号", max_length=40, db_index=True)
    what = models.CharField("事件", max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "交易日志"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.about} {self.what}"

    @property
    def label(self) -> Text:
        """What happened, in words."""
        return ACTS[self.what]


ACTS = {
    "listed": Text("挂牌", "Listed"),
    "expired": Text("到期摘牌", "Expired"),
    "fallen": Text("失效摘牌", "Fell"),
    "withdrawn": Text("撤牌", "Withdrawn"),
    "posted": Text("发布需求", "Demand posted"),
    "asked": Text("表达意向", "Interest told"),
    "agreed": Text("同意并互换联系方式", "Agreed, contacts exchanged"),
    "declined": Text("婉拒", "Declined"),
    "read": Text("查看联系方式", "Contacts read"),
    "said": Text("登记成交", "Deal told"),
    "done": Text("确认成交", "Deal confirmed"),
    "denied": Text("否认成交", "Deal denied"),
    "filing": Text("开始办理备案登记", "Filing begun"),
}
