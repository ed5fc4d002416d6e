"""URLs of verification."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.verify.views import by_code, verify

urlpatterns = [
    route("verify/", verify, "verify", post=True),
    route("verify/<str:code>/", by_code, "verify.code"),
]
