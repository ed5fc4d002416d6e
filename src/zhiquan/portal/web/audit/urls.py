"""URLs of the critical reading of texts."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.audit.views import audit

urlpatterns = [route("audit/", audit, "audit", post=True)]
"""One page: the form, and below it what was found."""
