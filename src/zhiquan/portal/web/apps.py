"""The pages of the site; an app only so that Django finds its template tags."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The web pages."""

    name = "zhiquan.portal.web"
    label = "portal"
