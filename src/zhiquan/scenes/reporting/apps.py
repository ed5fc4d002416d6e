"""The reporting scene."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Figures and the records behind them."""

    name = "zhiquan.scenes.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Register which registers give which facts."""
        from zhiquan.scenes.reporting.pledges import pledge_facts
        from zhiquan.scenes.reporting.sources import fact_sources

        fact_sources.register("pledge", pledge_facts)
