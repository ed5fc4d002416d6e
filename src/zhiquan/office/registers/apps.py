"""The registers room."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Dated official lists."""

    name = "zhiquan.office.registers"
    label = "registers"

    def ready(self) -> None:
        """Show the entries of a right in its file."""
        from zhiquan.office.panels import organisation_panels, right_panels
        from zhiquan.office.registers.panel import organisation_panel, register_panel

        right_panels.register("registers", register_panel)
        organisation_panels.register("registers", organisation_panel)
