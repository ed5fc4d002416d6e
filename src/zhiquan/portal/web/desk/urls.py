"""URLs of the staff's desk."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.desk.counter import counter, enter, receipt
from zhiquan.portal.web.desk.handling import keep, secret
from zhiquan.portal.web.desk.overview import load, ratings
from zhiquan.portal.web.desk.packs import packs
from zhiquan.portal.web.desk.together import together
from zhiquan.portal.web.desk.views import act, case, worklist

urlpatterns = [
    route("desk/cases/<str:number>/packs/", packs, "desk.packs", post=True),
    route("desk/", worklist, "desk"),
    route("desk/counter/", counter, "desk.counter"),
    route("desk/counter/<slug:code>/", enter, "desk.enter", post=True),
    route("desk/load/", load, "desk.load"),
    route("desk/ratings/", ratings, "desk.ratings"),
    route("desk/together/", together, "desk.together", post=True),
    route("desk/cases/<str:number>/", case, "desk.case"),
    route("desk/cases/<str:number>/act/", act, "desk.act", post=True),
    route("desk/cases/<str:number>/keep/", keep, "desk.keep", post=True),
    route("desk/cases/<str:number>/receipt/", receipt, "desk.receipt"),
    route("desk/cases/<str:number>/secret/", secret, "desk.secret", post=True),
]
