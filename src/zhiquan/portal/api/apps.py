"""The room of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens, rate limits, kept answers."""

    name = "zhiquan.portal.api"
    label = "api"

    def ready(self) -> None:
        """Let the tick remove counts and kept answers whose time is over, and tokens end with their account."""
        from zhiquan.office.access.endings import endings
        from zhiquan.office.chores import chores
        from zhiquan.portal.api.sweeping import sweep
        from zhiquan.portal.api.tokens import revoke_all

        chores.register("api.sweep", sweep)
        endings.register("api.tokens", revoke_all)
