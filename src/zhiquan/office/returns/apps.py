"""The returns room."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Rounds, sheets, rows, signed figures."""

    name = "zhiquan.office.returns"
    label = "returns"

    def ready(self) -> None:
        """Let the rulebook prove returns before it publishes them."""
        from zhiquan.office.returns.files import RETURN, prove
        from zhiquan.office.rulebook.ports import provers

        provers.register(RETURN, prove)
