"""The registers room."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Dated official lists."""

    name = "zhiquan.office.registers"
    label = "registers"
