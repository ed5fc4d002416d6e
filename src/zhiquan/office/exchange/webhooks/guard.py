"""Where a webhook may go: only to public addresses, so that nobody makes this server call what lies behind its walls.

The name is resolved once, every address it has must be public, and the call goes to the very address that was looked
at: a name that answers differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_NEVER = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("168.63.129.16/32"))
"""Addresses that Python counts as global, and at which clouds answer their own machines."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: to ``address``, in the name of ``host``; ``url`` has the address in the place of the name."""

    host: str
    address: str
    url: str
    secure: bool


def checked(url: str) -> SplitResult:
    """Return the parts of an address to which a webhook may be subscribed; the name is not resolved yet.

    Refused: another scheme than https (http only for the internal hosts of the settings), user names, no host.
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError:
        raise Refusal("webhooks.url", _URL) from None
    plain = not url.strip().isascii() or any(sign.isspace() for sign in url.strip()) or len(url) > _LONGEST
    if plain or not host or port == 0 or parts.username is not None or parts.fragment:
        raise Refusal("webhooks.url", _URL)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_internal(parts)):
        raise Refusal("webhooks.url", _URL)
    return parts


def place_of(url: str) -> Place:
    """Resolve an address and return where the call goes; ``webhooks.address`` when any of its addresses is not public,
    ``OSError`` when the name cannot be resolved.
    """
    parts = checked(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not _is_internal(parts) and not all(is_public(ipaddress.ip_address(one.partition("%")[0])) for one in found):
        raise Refusal("webhooks.address", _ADDRESS.format(host=host))
    address = found[0]
    shown = f"[{address}]" if ":" in address else address
    netloc = host if ":" not in host else f"[{host}]"
    return Place(
        host=netloc if parts.port is None else f"{netloc}:{port}",
        address=address,
        url=parts._replace(netloc=f"{shown}:{port}").geturl(),
        secure=parts.scheme == "https",
    )


def is_public(address: Address) -> bool:
    """Whether an address is one of the public Internet; what carries another address inside counts as that one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if any(address in net for net in _NAT64):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in net for net in _NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _is_internal(parts: SplitResult) -> bool:
    """Whether the operator has named a host as one that webhooks may go to wherever it lies."""
    host = parts.hostname or ""
    return host in settings.WEBHOOK_HOSTS or f"{host}:{parts.port}" in settings.WEBHOOK_HOSTS


_URL = Text(
    "接收地址须是完整的 https:// 地址，不带用户名；内部主机须先由管理员列入许可。",
    "Give a whole https:// address without a user name; an internal host is first permitted by the administrator.",
)
_ADDRESS = Text(
    "“{host}”指向内部或保留地址，不能推送；内部主机须先由管理员列入许可。",
    "“{host}” leads to an internal or reserved address; the administrator first permits an internal host.",
)
