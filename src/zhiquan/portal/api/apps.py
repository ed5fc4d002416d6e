"""The room of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens, rate limits, kept answers."""

    name = "zhiquan.portal.api"
    label = "api"

    def ready(self) -> None:
        """Let the tick remove counts and kept answers whose time is over."""
        from zhiquan.office.chores import chores
        from zhiquan.portal.api.sweeping import sweep

        chores.register("api.sweep", sweep)
