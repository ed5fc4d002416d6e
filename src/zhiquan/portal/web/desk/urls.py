"""URLs of the staff's desk."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.desk.packs import packs
from zhiquan.portal.web.desk.views import act, case, worklist

urlpatterns = [
    route("desk/cases/<str:number>/packs/", packs, "desk.packs", post=True),
    route("desk/", worklist, "desk"),
    route("desk/cases/<str:number>/", case, "desk.case"),
    route("desk/cases/<str:number>/act/", act, "desk.act", post=True),
]
