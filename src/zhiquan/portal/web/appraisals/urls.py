"""URLs of the appraisals."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.appraisals import views

urlpatterns = [
    route("appraisals/", views.appraisals, "appraisals"),
    route("appraisals/<str:code>/", views.appraisal, "appraisals.appraisal", post=True),
    route("appraisals/<str:code>/<str:who>/", views.sheet, "appraisals.sheet", post=True),
]
