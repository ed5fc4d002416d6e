"""The market scene's room."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Listings, demands and deals; the checks and effects of trading rights."""

    name = "zhiquan.scenes.market"
    label = "market"

    def ready(self) -> None:
        """Put checks and effects into the registries; let the tick end listings, and the sides read their contracts."""
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.office.chores import chores
        from zhiquan.scenes.market.lapsing import lapse
        from zhiquan.scenes.market.registering import register
        from zhiquan.scenes.market.selectors import may_read_file

        register()
        file_owners.register("market", may_read_file)
        chores.register("market.lapse", lapse)
