"""From where a request comes: its address, and with what."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from zhiquan.rules.text import Text

_LONGEST = 200


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from; behind the proxy of an HTTPS site, what that proxy says."""
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return (passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


def device_of(request: HttpRequest) -> str:
    """Return what the browser says of itself, cut; printable signs alone."""
    told = request.META.get("HTTP_USER_AGENT", "")
    return "".join(sign for sign in told if sign.isprintable() and sign.isascii())[:_LONGEST]


def device_name(told: str) -> Text:
    """Return browser and system as people call them, by what the browser says of itself; it may say anything."""
    browser = next((name for mark, name in _BROWSERS if mark in told), "")
    system = next((name for mark, name in _SYSTEMS if mark in told), "")
    known = " · ".join(one for one in (browser, system) if one)
    return Text(known, known) if known else _UNKNOWN


_BROWSERS = (
    ("MicroMessenger", "微信 WeChat"), ("DingTalk", "钉钉 DingTalk"), ("Edg", "Edge"), ("Firefox", "Firefox"),
    ("HeadlessChrome", "Chromium"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "OpenHarmony"), ("Android", "Android"), ("iPhone", "iPhone"),
    ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
_UNKNOWN = Text("未知设备", "Unknown device")
