"""The rulebook room."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Published definitions."""

    name = "zhiquan.office.rulebook"
    label = "rulebook"
