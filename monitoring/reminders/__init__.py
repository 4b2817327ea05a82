"""Reminders: each working morning every person hears, in one digest, what has reached a stage they have not heard of yet.

policy   when a term is at which stage: pure dates
items    what concerns whom: terms of roadmaps, reports, what is late with others, what waits for review
digest   the words of one person's digest
morning  a municipality's morning: items, minus what has been said, become letters, notifications and the log
"""

from monitoring.reminders.morning import remind

__all__ = ["remind"]
