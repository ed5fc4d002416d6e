"""URLs of the figures."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.figures.views import figures, opened

urlpatterns = [
    route("figures/", figures, "figures"),
    route("figures/<str:indicator>/", opened, "figures.opened"),
]
