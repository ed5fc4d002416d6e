"""The site's own settings, with the time that each answer took in its head, and a bare page beside the site's."""

from __future__ import annotations

from zhiquan.settings.site import *  # noqa: F403
from zhiquan.settings.site import MIDDLEWARE as OURS

MIDDLEWARE = ["benchmarks.portal.bare.timed", *OURS]
ROOT_URLCONF = "benchmarks.portal.bare"
