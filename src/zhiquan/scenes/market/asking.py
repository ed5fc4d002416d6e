"""The questions of the market: what is asked to list a right, post a demand, tell an interest, and record a deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.rules.forms.answers import FieldError, read
from zhiquan.rules.forms.asking import choice, choices, day, money, number, text
from zhiquan.rules.forms.fields import Field, FieldType, FormRule
from zhiquan.rules.text import Text
from zhiquan.scenes.market.pricing import PriceKind

FEN = Decimal("0.01")
MOST = Decimal("99999999999.99")


KINDS = choices(sale=Text("转让", "Sale"), licence=Text("许可", "Licence"), open=Text("开放许可", "Open licence"))
USES = choices(
    ordinary=Text("普通许可", "Ordinary"), sole=Text("排他许可", "Sole"), exclusive=Text("独占许可", "Exclusive")
)
PRICES = choices(
    sum=Text("一口价", "A sum"),
    ask=Text("面议", "To be agreed"),
    formula=Text("入门费加提成", "Entry fee and royalty"),
    free=Text("免费", "Free"),
)
YESNO = choices(no=Text("否", "No"), yes=Text("是", "Yes"))

LISTING: tuple[Field, ...] = (
    Field(
        key="right",
        label=Text("专利号", "Patent number"),
        type=FieldType.RIGHT_NUMBER,
        help=Text("一件一牌，例如 ZL201610000001.2", "One patent per listing, such as ZL201610000001.2"),
    ),
    choice("kind", Text("方式", "Kind"), KINDS),
    choice(
        "use",
        Text("许可方式", "Kind of licence"),
        USES,
        required=False,
        required_when='form.kind == "licence"',
        help=Text("许可的必选；开放许可只能是普通许可。", "For a licence; an open licence is ordinary."),
    ),
    choice("price", Text("价格方式", "Price"), PRICES),
    money(
        "amount",
        Text("金额（元）", "Amount (CNY)"),
        required=False,
        required_when='form.price == "sum"',
        min=FEN,
        max=MOST,
        help=Text("入门费加提成的，填入门费。", "With a royalty: the entry fee."),
    ),
    number(
        "rate",
        Text("提成比例（%）", "Royalty (%)"),
        required=False,
        required_when='form.price == "formula"',
        min=Decimal("0.001"),
        max=Decimal(100),
    ),
    choice(
        "base",
        Text("提成基数", "Royalty of"),
        choices(turnover=Text("年销售额", "Yearly turnover"), profit=Text("年净利润", "Yearly net profit")),
        required=False,
        required_when='form.price == "formula"',
    ),
    choice(
        "pledgee_consent",
        Text("已质押的，质权人是否同意", "If pledged: does the pledgee consent"),
        YESNO,
        required=False,
    ),
    day("valid_until", Text("挂牌有效至", "Listed until")),
    text(
        "about",
        Text("说明", "About"),
        required=False,
        max_length=2000,
        help=Text("用途、成熟度、配套服务；请勿写个人信息。", "Uses, maturity, support; no personal data."),
    ),
)
LISTING_RULES = (
    FormRule(
        key="open-ordinary",
        field="use",
        holds='form.kind != "open" || form.use == "" || form.use == "ordinary"',
        message=Text("开放许可只能是普通许可。", "An open licence is ordinary."),
    ),
    FormRule(
        key="open-price",
        field="price",
        holds='form.kind != "open" || form.price != "ask"',
        message=Text("开放许可须公布使用费标准，不能面议。", "An open licence tells its fee."),
    ),
)

DEMAND: tuple[Field, ...] = (
    text("title", Text("需要什么", "What is wanted"), max_length=200),
    text(
        "text",
        Text("技术要求和用途", "Technical needs and use"),
        max_length=4000,
        help=Text("写得越具体，匹配越准；请勿写个人信息。", "The more exact, the better; no personal data."),
    ),
    choice("kinds", Text("可接受的方式", "Kinds that do"), KINDS, many=True),
    Field(
        key="classes",
        label=Text("分类号", "Classes"),
        type=FieldType.CLASS_SYMBOL,
        many=True,
        required=False,
        help=Text("每行一个国际专利分类号，例如 H01M10/0525；不知道可不填。", "One IPC symbol per line, if known."),
    ),
    money("budget", Text("预算（元）", "Budget (CNY)"), required=False, min=FEN, max=MOST),
    day("valid_until", Text("有效至", "Valid until")),
)

INTEREST: tuple[Field, ...] = (
    text(
        "message",
        Text("给权利人的话", "To the holder"),
        required=False,
        max_length=500,
        help=Text("权利人可见，请勿写联系方式。", "The holder reads it; no contacts here."),
    ),
    text(
        "contact",
        Text("联系方式", "Contact"),
        personal=True,
        max_length=200,
        help=Text("对方同意后才互相可见。", "Shown to the other side only once both agree."),
    ),
)
ANSWER: tuple[Field, ...] = (
    text(
        "contact",
        Text("联系方式", "Contact"),
        personal=True,
        max_length=200,
        help=Text("同意后与对方互换。", "Exchanged with the other side when you agree."),
    ),
)
DEAL: tuple[Field, ...] = (
    money(
        "amount",
        Text("合同金额（元）", "Amount (CNY)"),
        min=Decimal(0),
        max=MOST,
        help=Text("含提成的，填入门费或者首付；免费的填 0。", "With royalties: the entry fee; for a free one 0."),
    ),
    text("terms", Text("其他约定", "Other terms"), required=False, max_length=300),
    day("signed_on", Text("签订日", "Signed on")),
    day("effective_on", Text("生效日", "In effect from")),
    day("until", Text("许可期限止", "Licence until"), required=False, help=Text("许可的必填。", "For a licence.")),
)
DEAL_RULES = (
    FormRule(
        key="effect",
        field="effective_on",
        holds="form.effective_on >= form.signed_on",
        message=Text("生效日不能早于签订日。", "It takes effect after it is signed."),
    ),
    FormRule(
        key="until",
        field="until",
        holds='form.until == "" || form.until > form.effective_on',
        message=Text("许可期限止应晚于生效日。", "The licence ends after it begins."),
    ),
)


def answered(fields: Sequence[Field], typed: Mapping[str, Any], rules: Sequence[FormRule] = ()) -> Mapping[str, Any]:
    """Return the answers, or refuse with everything that is wrong with them (``FormRefusal``)."""
    reading = read(fields, typed, rules=rules)
    if reading.errors:
        raise FormRefusal(reading.errors)
    return reading.values


def wrong(field: str, text: Text) -> FormRefusal:
    """Return the refusal of one answer."""
    return FormRefusal((FieldError(field, text),))


AMOUNTS = frozenset({PriceKind.SUM, PriceKind.FORMULA})
"""The kinds of price that have an amount."""
