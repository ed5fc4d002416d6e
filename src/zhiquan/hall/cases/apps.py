"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Drafts, cases, events."""

    name = "zhiquan.hall.cases"
    label = "cases"

    def ready(self) -> None:
        """Let the rulebook prove matters, and the files room know who may read the papers of drafts and cases."""
        from zhiquan.hall.cases.panel import case_panel
        from zhiquan.hall.cases.proof import prove_package
        from zhiquan.hall.cases.selectors import may_read_file
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.office.panels import organisation_panels
        from zhiquan.office.rulebook.ports import provers

        provers.register("matter", prove_package)
        organisation_panels.register("cases", case_panel)
        file_owners.register("cases", may_read_file)
