"""Writes of the registry: schools, people and their duties, results."""

from schools.services.people import DUTY_OF_ROLE, assign_schools, invite_person, update_person
from schools.services.registry import create_school, update_school

__all__ = [
    "DUTY_OF_ROLE",
    "assign_schools",
    "create_school",
    "invite_person",
    "update_person",
    "update_school",
]
