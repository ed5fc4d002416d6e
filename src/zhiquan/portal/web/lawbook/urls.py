"""URLs of the law book."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.lawbook.views import changes, law, provision

urlpatterns = [
    route("law/", law, "law"),
    route("law/changes/", changes, "law.changes"),
    route("law/<str:key>/", provision, "law.provision"),
]
