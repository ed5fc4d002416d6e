"""The exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Packs and webhooks."""

    name = "zhiquan.office.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Let the outbox carry webhooks."""
        from zhiquan.office.exchange.webhooks.carrying import WEBHOOKS
        from zhiquan.office.outbox.ports import carriers

        carriers.register("webhook", WEBHOOKS)
