"""Readers of files with assessment results. Pure: bytes in, counts out; what a pupil is called never leaves a reader."""

from schools.results_files.layouts import Layout
from schools.results_files.mapping import ColumnMapping, MappingError, Suggestion
from schools.results_files.passports import PASSPORT, PassportField
from schools.results_files.reader import WrongFileError, guess_layout, read_results, suggest_mapping
from schools.results_files.records import (
    Expected,
    IdSystem,
    JournalCounts,
    ObjectivityMarker,
    OlympiadCounts,
    Procedure,
    Reading,
    ResultCounts,
    Scope,
    ScoreCounts,
    SocialPassport,
    Unit,
)
from schools.results_files.templates import NoTemplateError, build_template, templates
from schools.results_files.unknown import why_unknown

__all__ = [
    "PASSPORT",
    "ColumnMapping",
    "Expected",
    "IdSystem",
    "JournalCounts",
    "Layout",
    "MappingError",
    "NoTemplateError",
    "ObjectivityMarker",
    "OlympiadCounts",
    "PassportField",
    "Procedure",
    "Reading",
    "ResultCounts",
    "Scope",
    "ScoreCounts",
    "SocialPassport",
    "Suggestion",
    "Unit",
    "WrongFileError",
    "build_template",
    "guess_layout",
    "read_results",
    "suggest_mapping",
    "templates",
    "why_unknown",
]
