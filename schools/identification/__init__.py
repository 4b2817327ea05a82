"""Identification of schools with low educational results (ШНОР): a pure engine, explained in README.md beside this file."""

from schools.identification.columns import Block, BlockKey, Columns, Listing, blocks_from_network
from schools.identification.documents import Document, DocumentError, read_document
from schools.identification.explanation import VPR_NOTE, Explanation, explain
from schools.identification.flags import Flags, ListStatus, Quadrant, Status
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
from schools.identification.packing import inputs_hash, pack, unpack
from schools.identification.presets import TITLES, preset, preset_names
from schools.identification.reference import NO_REFERENCE, Norm, Reference
from schools.identification.run import ENGINE_VERSION, Run, evaluate
from schools.identification.verdicts import Criterion, Evidence, Note, NoteCode, Outcome, VerdictResult
from schools.identification.writing import run_as_dict, summary, verdict_as_dict

__all__ = [
    "ENGINE_VERSION",
    "NO_REFERENCE",
    "TITLES",
    "VPR_NOTE",
    "Attempt",
    "Block",
    "BlockKey",
    "Columns",
    "Criterion",
    "Document",
    "DocumentError",
    "Evidence",
    "Explanation",
    "Flags",
    "InputError",
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
    "VerdictResult",
    "blocks_from_network",
    "evaluate",
    "explain",
    "inputs_hash",
    "pack",
    "preset",
    "preset_names",
    "read_document",
    "run_as_dict",
    "summary",
    "unpack",
    "verdict_as_dict",
]
