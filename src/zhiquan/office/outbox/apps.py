"""The outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Parcels on their way out."""

    name = "zhiquan.office.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Let the tick carry what waits."""
        from zhiquan.office.chores import chores
        from zhiquan.office.outbox.services import deliver, sweep

        chores.register("outbox.deliver", deliver)
        chores.register("outbox.sweep", sweep)
