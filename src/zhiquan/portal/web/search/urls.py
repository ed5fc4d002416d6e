"""URLs of the search."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.search.views import check, file, search, statistics

urlpatterns = [
    route("search/", search, "search"),
    route("search/check/", check, "search.check"),
    route("search/statistics/", statistics, "search.statistics"),
    route("search/file/<str:form>/", file, "search.file"),
]
