"""The pages of the site; an app so that Django finds its template tags and officers the proofs of claims."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The web pages."""

    name = "zhiquan.portal.web"
    label = "portal"

    def ready(self) -> None:
        """Let officers read the proofs of claims that they decide on."""
        from zhiquan.hall.files.ports import file_owners
        from zhiquan.office.access.selectors import may_read_proof

        file_owners.register("claims", may_read_proof)
