"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Drafts, cases, events."""

    name = "zhiquan.hall.cases"
    label = "cases"

    def ready(self) -> None:
        """Let the rulebook prove matters."""
        from zhiquan.hall.cases.proof import prove_package
        from zhiquan.office.rulebook.ports import provers

        provers.register("matter", prove_package)
