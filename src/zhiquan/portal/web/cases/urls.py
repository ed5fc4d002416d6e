"""URLs of a party's cases and of the public progress query."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.cases.progress import progress
from zhiquan.portal.web.cases.rating import rate
from zhiquan.portal.web.cases.secret import secret
from zhiquan.portal.web.cases.views import act, case, cases, locker

urlpatterns = [
    route("cases/", cases, "cases"),
    route("cases/papers/", locker, "cases.locker"),
    route("cases/<str:number>/", case, "cases.case"),
    route("cases/<str:number>/act/", act, "cases.act", post=True),
    route("cases/<str:number>/rate/", rate, "cases.rate", post=True),
    route("cases/<str:number>/secret/", secret, "cases.secret", post=True),
    route("progress/", progress, "progress", post=True),
]
