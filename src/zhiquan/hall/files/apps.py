"""The files room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads and issued documents."""

    name = "zhiquan.hall.files"
    label = "files"

    def ready(self) -> None:
        """Let the tick scan what waits and remove what nothing took up."""
        from zhiquan.hall.files.sweeping import rescan, sweep
        from zhiquan.office.chores import chores

        chores.register("files.rescan", rescan)
        chores.register("files.sweep", sweep)
