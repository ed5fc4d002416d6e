"""URLs of the hall: catalogue, guides, drafts, papers."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.hall.drafting import check, draft, materials, submit
from zhiquan.portal.web.hall.files import paper
from zhiquan.portal.web.hall.series import listed, series
from zhiquan.portal.web.hall.views import apply, catalogue, guide

urlpatterns = [
    route("hall/", catalogue, "hall"),
    route("hall/drafts/<int:draft_id>/", draft, "hall.draft", post=True),
    route("hall/drafts/<int:draft_id>/materials/", materials, "hall.materials", post=True),
    route("hall/drafts/<int:draft_id>/check/", check, "hall.check"),
    route("hall/drafts/<int:draft_id>/submit/", submit, "hall.submit", post=True),
    route("hall/drafts/<int:draft_id>/series/", series, "hall.series", post=True),
    route("hall/series/<str:key>/", listed, "hall.series.list", post=True),
    route("hall/<slug:code>/", guide, "hall.guide"),
    route("hall/<slug:code>/apply/", apply, "hall.apply", post=True),
    route("files/<int:file_id>/", paper, "files"),
]
