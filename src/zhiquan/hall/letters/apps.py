"""The letters room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Official letters."""

    name = "zhiquan.hall.letters"
    label = "letters"

    def ready(self) -> None:
        """Let the files room know who may read an issued letter."""
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.hall.letters.selectors import may_read_file

        file_owners.register("letters", may_read_file)
