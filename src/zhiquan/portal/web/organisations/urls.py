"""URLs of organisations."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.organisations.views import organisation, rights

urlpatterns = [
    route("organisations/<str:code>/", organisation, "organisations"),
    route("organisations/<str:code>/rights/", rights, "organisations.rights", post=True),
]
