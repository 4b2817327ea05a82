"""Identification of schools with low educational results (ШНОР): a pure engine, explained in README.md beside this file."""

from schools.identification.columns import Block, BlockKey, Columns, Listing, blocks_from_network, numbers_from_network
from schools.identification.comparison import (
    Cause,
    CauseCode,
    Comparison,
    ListComparison,
    StatusChange,
    Totals,
    compare,
    compare_lists,
    totals,
    what_if,
)
from schools.identification.comparison_words import cause_sentence, comparison_as_dict
from schools.identification.documents import Document, DocumentError, read_document
from schools.identification.explanation import VPR_NOTE, Explanation, explain
from schools.identification.flags import Flags, ListStatus, Quadrant, Status
from schools.identification.inputs import (
    Attempt,
    Inheritance,
    InheritanceKind,
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
from schools.identification.packing import inputs_hash, pack, unpack
from schools.identification.presets import TITLES, preset, preset_names
from schools.identification.reference import NO_REFERENCE, Norm, Reference
from schools.identification.run import ENGINE_VERSION, Run, evaluate
from schools.identification.verdicts import Criterion, Evidence, Note, NoteCode, Outcome, VerdictResult
from schools.identification.writing import run_as_dict, verdict_as_dict

__all__ = [
    "ENGINE_VERSION",
    "NO_REFERENCE",
    "TITLES",
    "VPR_NOTE",
    "Attempt",
    "Block",
    "BlockKey",
    "Cause",
    "CauseCode",
    "Columns",
    "Comparison",
    "Criterion",
    "Document",
    "DocumentError",
    "Evidence",
    "Explanation",
    "Flags",
    "Inheritance",
    "InheritanceKind",
    "InputError",
    "ListComparison",
    "ListStatus",
    "Listing",
    "Marker",
    "Methodology",
    "MethodologyError",
    "MissingReason",
    "Norm",
    "Note",
    "NoteCode",
    "Outcome",
    "PreviousStatus",
    "Procedure",
    "Quadrant",
    "Reference",
    "Result",
    "Run",
    "SchoolId",
    "SchoolInput",
    "Status",
    "StatusChange",
    "Totals",
    "VerdictResult",
    "blocks_from_network",
    "cause_sentence",
    "compare",
    "compare_lists",
    "comparison_as_dict",
    "evaluate",
    "explain",
    "inputs_hash",
    "numbers_from_network",
    "pack",
    "preset",
    "preset_names",
    "read_document",
    "run_as_dict",
    "totals",
    "unpack",
    "verdict_as_dict",
    "what_if",
]
