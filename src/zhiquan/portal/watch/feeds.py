"""The private feed of a saved search (Atom, RFC 4287) under an address that nobody can guess and its owner can revoke.

The address holds the number of the search, the number of the address, and what proves both (HMAC under the site's
secret): nothing that would open a feed lies in the database.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from zhiquan.portal.watch.models import SavedSearch, Told
from zhiquan.portal.watch.selectors import latest_of
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

_SALT = "watch.feed"


def token_of(search: SavedSearch) -> str:
    """Return the secret part of a feed's address; empty while the search has no feed."""
    return signing.Signer(salt=_SALT).sign(f"{search.pk}.{search.serial}") if search.serial else ""


def search_of(token: str) -> SavedSearch:
    """Return the search whose feed an address opens; ``NotFound`` ``watch.no-feed`` for one that was revoked."""
    try:
        number, _, serial = signing.Signer(salt=_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        raise NotFound("watch.no-feed", _NO_FEED) from None
    rows = SavedSearch.objects.filter(user__is_active=True, serial__gt=0)
    found = rows.filter(pk=int(number), serial=int(serial)).first()
    if found is None:
        raise NotFound("watch.no-feed", _NO_FEED)
    return found


class _Feed(Atom1Feed):
    """Atom as Django writes it, with the moment of the feed told even while it has no entry."""

    def latest_post_date(self):  # type: ignore[no-untyped-def]
        return self.feed["updated"]


def atom(search: SavedSearch, own_address: str) -> str:
    """Return the feed: the records told last, each an entry that stays as it was when it was told."""
    rows = latest_of(search)
    updated = rows[0].edition.at if rows else search.made_at
    site = settings.PUBLIC_URL
    feed = _Feed(
        title=search.name,
        link=f"{site}/searches/{search.pk}/",
        description="",
        language="zh-Hans",
        author_name=settings.OFFICE_NAME,
        feed_url=f"{site}{own_address}",
        feed_guid=f"{site}/searches/{search.pk}/#feed",
        updated=updated,
    )
    for row in rows:
        link = f"{site}/rights/{row.key}/"
        feed.add_item(
            title=row.title or row.key,
            link=link,
            description=_said(row).zh,
            unique_id=f"{site}/searches/{search.pk}/#{row.pk}",
            pubdate=row.edition.at,
            updateddate=row.edition.at,
        )
    return str(feed.writeString("utf-8"))


def stamp_of(search: SavedSearch) -> str:
    """Return what changes whenever the feed does, for a reader that asks whether it has changed."""
    rows = latest_of(search)
    last = f"{rows[0].pk}-{rfc3339_date(rows[0].edition.at)}" if rows else "none"
    return f'W/"{search.pk}-{search.serial}-{search.revision}-{last}"'


def _said(row: Told) -> Text:
    return (_CAME if row.came else _FITS).format(key=row.key)


_CAME = Text("{key}：新入库", "{key}: newly held")
_FITS = Text("{key}：数据更新后符合", "{key}: fits since its data changed")
_NO_FEED = Text(
    "这个订阅地址不存在或已收回；请登录后在“我的检索”里重新生成。",
    "There is no such feed, or its address was revoked; sign in and make a new one among your searches.",
)
