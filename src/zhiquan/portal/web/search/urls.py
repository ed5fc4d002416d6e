"""URLs of the search."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.search.views import check, search

urlpatterns = [
    route("search/", search, "search"),
    route("search/check/", check, "search.check"),
]
