"""URL of the API's documentation."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.apidocs.views import docs

urlpatterns = [route("api/v1/docs", docs, "api.docs")]
