"""The market scene's room."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Registers the market's checks and effects."""

    name = "zhiquan.scenes.market"
    label = "market"

    def ready(self) -> None:
        """Put checks and effects into the registries."""
        from zhiquan.scenes.market.registering import register

        register()
