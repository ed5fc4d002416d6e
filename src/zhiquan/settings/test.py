"""Settings of the tests: a data folder of their own, plain static files, quick hashing."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("ZHIQUAN_DATA", tempfile.mkdtemp(prefix="zhiquan-test-"))
os.environ.setdefault("ZHIQUAN_SECRET_KEY", "only-for-tests-" + "x" * 40)

from zhiquan.settings.site import *  # noqa: F403

DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # hashed names are not found by the live server of the tests (stack trap 3)
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
