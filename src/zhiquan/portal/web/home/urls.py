"""URLs of the front page and its box."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.home.views import found, home

urlpatterns = [route("", home, "home"), route("find/", found, "find")]
