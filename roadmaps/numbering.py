"""The number a new activity is offered."""

from __future__ import annotations

import re

from roadmaps.models import Activity, Section


def next_number(section: Section) -> str:
    """One more than the last of the section: «3.11.» gives «3.12.»; the first of section «3.» is «3.1.»; else nothing."""
    rows = Activity.objects.alive().filter(section=section).order_by("position", "pk")
    last = rows.values_list("number", flat=True).last()
    if last is None:
        return f"{section.number}1." if re.fullmatch(r"\d+\.", section.number) else ""
    found = re.fullmatch(r"(.*?)(\d+)(\D*)", last)
    return f"{found[1]}{int(found[2]) + 1}{found[3]}" if found else ""
