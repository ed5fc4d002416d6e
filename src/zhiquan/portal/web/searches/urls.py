"""URLs of saved searches."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.searches.views import feed, keep, search, searches

urlpatterns = [
    route("searches/", searches, "searches"),
    route("searches/new/", keep, "searches.new", post=True),
    route("searches/<int:search_id>/", search, "searches.search", post=True),
    route("feeds/<str:token>/", feed, "searches.feed"),
]
