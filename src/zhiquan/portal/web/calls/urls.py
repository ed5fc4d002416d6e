"""URLs of calls."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.calls.views import call, calls, listed, new

urlpatterns = [
    route("calls/", calls, "calls"),
    route("calls/new/", new, "calls.new", post=True),
    route("calls/listed/", listed, "calls.listed"),
    route("calls/<str:number>/", call, "calls.call", post=True),
]
