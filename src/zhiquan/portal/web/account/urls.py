"""URLs of the account pages."""

from zhiquan.portal.web.account.views import account, sign_in, sign_out
from zhiquan.portal.web.answers import route

urlpatterns = [
    route("account/", account, "account"),
    route("account/login/", sign_in, "account.login", post=True),
    route("account/logout/", sign_out, "account.logout", post=True),
]
