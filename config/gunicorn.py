"""Gunicorn's settings, the same in `make run` and in production."""

import os
from pathlib import Path

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60  # seconds; a long paper is made by Celery, not by a request
graceful_timeout = 15
max_requests, max_requests_jitter = 1000, 100  # WeasyPrint does not give memory back
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - heartbeat files must never wait for a disk
control_socket_disable = True
accesslog = "-"
