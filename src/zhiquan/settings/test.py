"""Settings of the tests: a data folder of their own, plain static files, quick hashing."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# One data folder per test process: parallel workers inherit the environment of the process that starts them, while a
# process that a test starts shall see the folder that the test gave it.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
if "ZHIQUAN_DATA" not in os.environ or os.environ.get("ZHIQUAN_TEST_WORKER", WORKER) != WORKER:
    os.environ["ZHIQUAN_DATA"] = tempfile.mkdtemp(prefix=f"zhiquan-test-{WORKER}-")
    atexit.register(shutil.rmtree, os.environ["ZHIQUAN_DATA"], ignore_errors=True)
os.environ["ZHIQUAN_TEST_WORKER"] = WORKER
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver runs a loop in the thread of the tests
os.environ.setdefault("ZHIQUAN_SECRET_KEY", "only-for-tests-" + "x" * 40)

from zhiquan.settings.site import *
from zhiquan.settings.site import DATA, DATABASES

DEMO = True
(DATA.root / "static").mkdir(exist_ok=True)  # whitenoise warns when nothing was collected
# A file, not shared memory: the live server of the browser tests writes from threads of its own.
DATABASES["default"]["TEST"] = (
    {} if "postgresql" in DATABASES["default"]["ENGINE"] else {"NAME": str(DATA.root / "test.sqlite3")}
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA.files}},
    # hashed names are not found by the live server of the tests
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
