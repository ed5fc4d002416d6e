"""URLs of imports."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.imports.views import imports, job, progress, refused

urlpatterns = [
    route("imports/", imports, "imports", post=True),
    route("imports/<int:job_id>/", job, "imports.job", post=True),
    route("imports/<int:job_id>/progress/", progress, "imports.progress"),
    route("imports/<int:job_id>/refused.xlsx", refused, "imports.refused"),
]
