"""The order of names as a Russian reader expects it."""

from __future__ import annotations

from django.db.models import Func


class Alphabetical(Func):
    """Text to sort by: «Ё» stands with «Е», capitals with small letters.

    A collation of ICU would say the same, but the PostgreSQL that `make run` brings along is built without it, and its C.UTF-8
    puts «Ё» before «А».
    """

    function = "TRANSLATE"
    template = "%(function)s(UPPER(%(expressions)s), 'Ё', 'Е')"
    arity = 1
