"""The management scene's room."""

from django.apps import AppConfig


class ManagementConfig(AppConfig):
    """Registers the management scene's checks and effects."""

    name = "zhiquan.scenes.management"
    label = "management"

    def ready(self) -> None:
        """Put checks and effects into the registries."""
        from zhiquan.office.chores import chores
        from zhiquan.office.panels import organisation_panels
        from zhiquan.scenes.management.panel import own_rights_panel
        from zhiquan.scenes.management.registering import register
        from zhiquan.scenes.management.reminders import remind

        register()
        chores.register("management.remind", remind)
        organisation_panels.register("management", own_rights_panel)
