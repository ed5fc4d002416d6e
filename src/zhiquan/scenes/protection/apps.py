"""The protection scene's room."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Registers the protection scene's checks and effects."""

    name = "zhiquan.scenes.protection"
    label = "protection"

    def ready(self) -> None:
        """Put checks and effects into the registries."""
        from zhiquan.scenes.protection.registering import register

        register()
