"""The room of imports by the page."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Uploads on their way into the lake."""

    name = "zhiquan.portal.imports"
    label = "imports"

    def ready(self) -> None:
        """Let the tick remove uploads whose time is over."""
        from zhiquan.office.chores import chores
        from zhiquan.portal.imports.sweeping import sweep

        chores.register("imports.sweep", sweep)
