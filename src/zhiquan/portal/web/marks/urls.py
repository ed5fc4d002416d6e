"""URL of the search for similar marks."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.marks.views import similar_marks

urlpatterns = [route("marks/similar/", similar_marks, "marks")]
