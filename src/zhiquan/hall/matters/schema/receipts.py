"""What every receipt of service 送达回证 asks; laid under the fields of a step that notes one."""

from __future__ import annotations

from typing import Any

from zhiquan.rules.law import Manner

_SIGNED = (Manner.DIRECT, Manner.AGENT, Manner.ENTRUSTED)
"""Ways in which somebody signs the receipt."""


def _label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _for(*manners: Manner) -> str:
    return " || ".join(f'data.manner == "{manner}"' for manner in manners)


RECEIPT: tuple[dict[str, Any], ...] = (
    {
        "key": "manner",
        "label": _label("送达方式", "Way of service"),
        "type": "choice",
        "choices": [{"key": way.value, "label": _label(way.label.zh, way.label.en)} for way in Manner],
    },
    {
        "key": "sent_on",
        "label": _label("交付、寄出或者公告之日", "Handed over, sent or published on"),
        "type": "date",
    },
    {
        "key": "received_on",
        "label": _label("收到之日（回证、回执所载）", "Received on, as on the receipt or return slip"),
        "type": "date",
        "required": False,
        "required_when": _for(*_SIGNED, Manner.POSTAL),
        "help": _label(
            "留置、电子、公告送达的送达日由系统按规定计算。",
            "For letters left, sent electronically or published the day is reckoned by the rule.",
        ),
    },
    {
        "key": "receiver",
        "label": _label("收件人（签收人、代收人）", "Who signed for it"),
        "type": "text",
        "required": False,
        "required_when": _for(*_SIGNED),
        "max_length": 100,
    },
    {
        "key": "relation",
        "label": _label("与受送达人的关系、代收理由", "Relation to the addressee, and why received for them"),
        "type": "text",
        "required": False,
        "required_when": _for(Manner.AGENT),
        "max_length": 200,
    },
    {
        "key": "witness",
        "label": _label("拒收事由和见证人（或者拍照录像）", "Why refused, and the witnesses or the film"),
        "type": "text",
        "required": False,
        "required_when": _for(Manner.LEFT),
        "max_length": 300,
    },
    {
        "key": "why_notice",
        "label": _label("公告送达的原因和经过、公告载体", "Why and where it was published"),
        "type": "text",
        "required": False,
        "required_when": _for(Manner.NOTICE, Manner.NOTICE_ABROAD),
        "max_length": 500,
    },
    {
        "key": "server",
        "label": _label("送达人", "Who served it"),
        "type": "text",
        "required": False,
        "max_length": 100,
    },
    {
        "key": "note",
        "label": _label("备注（邮件号等）", "Note, such as the number of the mail"),
        "type": "text",
        "required": False,
        "max_length": 300,
    },
)
