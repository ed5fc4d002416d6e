"""The access room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, organisations, departments, posts."""

    name = "zhiquan.office.access"
    label = "access"
