"""Tokens -> pieces: at each place the first grammar that fits takes what it needs; what none takes is noise.

Every step moves forward and every rule looks only a few tokens ahead, so reading is linear in the phrase.
"""

from dataclasses import dataclass

from roadmaps.deadlines.line import LONGEST_RUN, Line
from roadmaps.deadlines.pieces import Except, Mark, Noise, Piece, Target, Then
from roadmaps.deadlines.ranges import time_at
from roadmaps.deadlines.rules import rule_at
from roadmaps.deadlines.tokens import Token
from roadmaps.deadlines.words import words_at


@dataclass(frozen=True, slots=True)
class Found:
    """A piece with its number in the phrase and the depth of brackets it stands in."""

    piece: Piece
    index: int
    depth: int


def scan(line: Line) -> list[Found]:
    found: list[Found] = []
    place = depth = 0
    while place < line.length:
        sign = line.sign(place)
        if sign in ("(", "["):
            depth += 1
        elif sign in (")", "]"):
            depth = max(depth - 1, 0)
        pieces, end = _step(line, place)
        found += [Found(piece, len(found) + step, depth) for step, piece in enumerate(pieces)]
        place = max(end, place + 1)
    return found


def _step(line: Line, place: int) -> tuple[list[Piece], int]:
    single = _single(line.at(place))
    if single:
        return [single], place + 1
    for grammar in (rule_at, time_at, words_at):
        taken = grammar(line, place)
        if taken:
            return taken
    return [_left_over(line, place)], _past_numbers(line, place)


def _past_numbers(line: Line, place: int) -> int:
    """Numbers that count nothing are passed at once, all but the last, so that a long list is not read again and again."""
    last, numbers = place, 1
    while line.kind(place) == "num":
        step = line.separator(last + 1) or int(line.sign(last + 1) == "-")
        if not step or line.kind(last + 1 + step) != "num":
            break
        last, numbers = last + 1 + step, numbers + 1
    plain_list = all(line.separator(step) == 1 for step in range(place + 1, last, 2))
    return last if last > place and (plain_list or numbers > LONGEST_RUN) else place + 1


def _single(token: Token) -> Piece | None:
    """Tokens that are pieces by themselves."""
    if token.kind == "value":
        return Target(token.amount, token.tag)
    if token.kind == "then":
        return Then()
    if token.kind == "except":
        return Except()
    if token.kind == "punct":
        return Mark(token.text)
    return None


def _left_over(line: Line, place: int) -> Piece:
    token = line.at(place)
    if token.kind == "conj":
        return Mark("и")
    nothing = token.kind in ("nothing", "nothing_word", "not")
    return Noise(token.text, nothing=nothing)
