"""What goes into the log and how long it is."""

from __future__ import annotations

import logging


class RefusalsInOneLine(logging.Filter):
    """A request that was refused (4xx) is one line; the traceback stays for what broke (5xx)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
