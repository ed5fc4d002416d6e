"""The files room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads and issued documents."""

    name = "zhiquan.hall.files"
    label = "files"
