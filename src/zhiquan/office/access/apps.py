"""The access room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, organisations, departments, posts."""

    name = "zhiquan.office.access"
    label = "access"

    def ready(self) -> None:
        """Mark sessions as somebody's at signing in, and let the tick remove those that are over."""
        from django.contrib.auth.signals import user_logged_in

        from zhiquan.office.access.sessions import begin, sweep
        from zhiquan.office.chores import chores

        user_logged_in.connect(begin, dispatch_uid="zhiquan.sessions")
        chores.register("access.sessions", sweep)
