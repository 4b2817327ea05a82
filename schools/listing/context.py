"""Shares of the social passport as the engine's context rules name them (domain notes, 2.1 and 2.3)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from schools.models import SocialPassport

Figure = int | Decimal | None


def _of(*names: str) -> Callable[[SocialPassport], Figure]:
    """The sum of the figures; unknown where one of them is."""

    def read(passport: SocialPassport) -> Figure:
        values = [getattr(passport, name) for name in names]
        return None if None in values else sum(values)

    return read


def _registered(passport: SocialPassport) -> Figure:
    """One child may be on all three registers, so the longest of the known ones is what is certain."""
    registers = (passport.school_register, passport.police_register, passport.commission_register)
    return max((one for one in registers if one is not None), default=None)


SHARES: dict[str, tuple[Callable[[SocialPassport], Figure], Callable[[SocialPassport], Figure]]] = {
    "оба_с_ВО": (_of("both_higher"), _of("pupils")),
    "неполные": (_of("single_parent"), _of("pupils")),
    "безработные": (_of("unemployed_one", "unemployed_both"), _of("pupils")),
    "малообеспеченные": (_of("low_income"), _of("pupils")),
    "учёт": (_registered, _of("pupils")),
    "неродной_русский": (_of("non_native"), _of("pupils")),
    "ОВЗ": (_of("special_needs"), _of("pupils")),
    "вакансии": (_of("vacancies"), _of("rates")),
}


def context_shares(passport: SocialPassport) -> dict[str, Fraction]:
    """Percent by name; what is unknown or has nothing to be a share of is absent, never zero."""
    found = {}
    for name, (part, whole) in SHARES.items():
        of, out_of = part(passport), whole(passport)
        if of is not None and out_of:
            found[name] = 100 * Fraction(of) / Fraction(out_of)
    return found
