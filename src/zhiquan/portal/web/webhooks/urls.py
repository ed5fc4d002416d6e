"""URLs of the webhooks."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.webhooks.views import webhook, webhooks

urlpatterns = [
    route("webhooks/", webhooks, "webhooks", post=True),
    route("webhooks/<int:subscription_id>/", webhook, "webhooks.webhook", post=True),
]
