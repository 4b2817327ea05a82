from __future__ import annotations


class YearConverter:
    """A year in an address: what the database takes as one."""

    regex = r"20[1-9]\d"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
