"""URLs of a party's cases and of the public progress query."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.cases.views import act, case, cases, progress

urlpatterns = [
    route("cases/", cases, "cases"),
    route("cases/<str:number>/", case, "cases.case"),
    route("cases/<str:number>/act/", act, "cases.act", post=True),
    route("progress/", progress, "progress", post=True),
]
