"""URL of the components page."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.components.views import components

urlpatterns = [route("components/", components, "components")]
