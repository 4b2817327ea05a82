"""Environment of the test process, loaded by `-p tests.environment` before Django reads its settings."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.update(
    DEBUG="0",
    SECURE_HTTPS="0",
    DEMO="0",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    SITE_URL="http://testserver",
    STATIC_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
    STATIC_ROOT=str(Path(__file__).resolve().parent.parent / "static" / "dist"),
    EMAIL_BACKEND="locmem",
)
