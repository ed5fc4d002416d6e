"""The notices room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Inbox, mail and preferences."""

    name = "zhiquan.hall.notices"
    label = "notices"

    def ready(self) -> None:
        """Hear of cases, their clocks and returns; let the tick spread it, and the outbox carry mail."""
        from zhiquan.hall.cases.ports import notifiers, watchers
        from zhiquan.hall.notices.mail import MAIL
        from zhiquan.hall.notices.returns import hear_return, remind_of_returns
        from zhiquan.hall.notices.spreading import spread, sweep
        from zhiquan.hall.notices.watching import hear_clock, watch
        from zhiquan.office.chores import chores
        from zhiquan.office.outbox.ports import carriers
        from zhiquan.office.returns.ports import watchers as steps

        watchers.register("notices", watch)
        notifiers.register("notices", hear_clock)
        steps.register("notices", hear_return)
        carriers.register("mail", MAIL)
        chores.register("notices.returns", remind_of_returns)
        chores.register("notices.spread", spread)
        chores.register("notices.sweep", sweep)
