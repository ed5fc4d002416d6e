"""URL of a right's file."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.rights.views import right

urlpatterns = [route("rights/<str:number>/", right, "rights")]
