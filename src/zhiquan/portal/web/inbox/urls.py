"""URLs of the inbox and of the choices about notices."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.inbox.views import confirm, count, inbox, preferences

urlpatterns = [
    route("inbox/", inbox, "inbox", post=True),
    route("inbox/count/", count, "inbox.count"),
    route("account/notices/", preferences, "account.notices", post=True),
    route("account/notices/confirm/", confirm, "account.notices.confirm", post=True),
]
