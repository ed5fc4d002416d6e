"""URL of the front page."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.home.views import home

urlpatterns = [route("", home, "home")]
