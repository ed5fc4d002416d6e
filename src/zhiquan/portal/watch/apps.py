"""The room of saved searches."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Searches that are asked again whenever the index has moved on."""

    name = "zhiquan.portal.watch"
    label = "watch"

    def ready(self) -> None:
        """Let the tick look."""
        from zhiquan.office.chores import chores
        from zhiquan.portal.watch.looking import look

        chores.register("watch.look", look)
