"""The room of imports by the page."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Uploads on their way into the lake."""

    name = "zhiquan.portal.imports"
    label = "imports"
