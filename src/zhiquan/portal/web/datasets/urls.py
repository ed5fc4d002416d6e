"""URL of the data sets."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.datasets.views import datasets

urlpatterns = [route("data/", datasets, "datasets")]
