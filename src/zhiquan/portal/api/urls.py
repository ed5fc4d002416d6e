"""URLs of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from zhiquan.portal.api.site import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
