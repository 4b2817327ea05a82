"""Identification of schools with low educational results (ШНОР): a pure engine, explained in README.md beside this file."""

from schools.identification.documents import Document, DocumentError, read_document
from schools.identification.engine import ENGINE_VERSION, evaluate, inputs_hash
from schools.identification.explanation import VPR_NOTE, Explanation, explain
from schools.identification.inputs import (
    Attempt,
    InputError,
    Marker,
    MissingReason,
    PreviousStatus,
    Procedure,
    Result,
    SchoolId,
    SchoolInput,
)
from schools.identification.methodology import Methodology, MethodologyError
from schools.identification.presets import TITLES, preset, preset_names
from schools.identification.verdicts import Criterion, Evidence, Note, NoteCode, Outcome, Status, VerdictResult
from schools.identification.writing import run_as_dict, verdict_as_dict

__all__ = [
    "ENGINE_VERSION",
    "TITLES",
    "VPR_NOTE",
    "Attempt",
    "Criterion",
    "Document",
    "DocumentError",
    "Evidence",
    "Explanation",
    "InputError",
    "Marker",
    "Methodology",
    "MethodologyError",
    "MissingReason",
    "Note",
    "NoteCode",
    "Outcome",
    "PreviousStatus",
    "Procedure",
    "Result",
    "SchoolId",
    "SchoolInput",
    "Status",
    "VerdictResult",
    "evaluate",
    "explain",
    "inputs_hash",
    "preset",
    "preset_names",
    "read_document",
    "run_as_dict",
    "verdict_as_dict",
]
