"""URLs of health and figures for monitoring."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.health.views import full, live, metrics, ready

urlpatterns = [
    route("health/live", live, "health.live"),
    route("health/ready", ready, "health.ready"),
    route("health/full", full, "health.full"),
    route("metrics", metrics, "health.metrics"),
]
