"""The letters room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Official letters."""

    name = "zhiquan.hall.letters"
    label = "letters"

    def ready(self) -> None:
        """Let the files room know who may read an issued letter, and the cases room for whom letters wait."""
        from zhiquan.hall.cases.ports import waiting_letters
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.hall.letters.selectors import may_read_file
        from zhiquan.hall.letters.waiting import waiting

        file_owners.register("letters", may_read_file)
        waiting_letters.register("letters", waiting)
