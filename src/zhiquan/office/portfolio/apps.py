"""The room of portfolios."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """What organisations say they hold."""

    name = "zhiquan.office.portfolio"
    label = "portfolio"

    def ready(self) -> None:
        """Show the portfolio in its organisation's file."""
        from zhiquan.office.panels import organisation_panels
        from zhiquan.office.portfolio.panel import portfolio_panel

        organisation_panels.register("portfolio", portfolio_panel)
