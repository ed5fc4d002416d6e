"""URLs of organisations."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.organisations.views import bring_in, organisation, rights

urlpatterns = [
    route("organisations/<str:code>/", organisation, "organisations"),
    route("organisations/<str:code>/rights/", rights, "organisations.rights", post=True),
    route("organisations/<str:code>/rights/import/", bring_in, "organisations.import", post=True),
]
