"""Quotations and brackets become one token each, with the tokens inside them."""

from collections import deque
from dataclasses import replace

from .tokens import Kind, Token, scan

_WHOLE = {Kind.CLOSE_QUOTE: Kind.QUOTE, Kind.PLAIN_QUOTE: Kind.QUOTE, Kind.CLOSE_BRACKET: Kind.BRACKET}
_MARKS = frozenset((Kind.OPEN_QUOTE, Kind.CLOSE_QUOTE, Kind.PLAIN_QUOTE, Kind.OPEN_BRACKET, Kind.CLOSE_BRACKET))
_DEEPEST = 6  # marks left open that are remembered: bounds the work on garbage


def tokenize(text: str) -> list[Token]:
    """All tokens of a cell in order; a mark without its mate is dropped."""
    tokens = scan(text)
    marks = deque(token for token in tokens if token.kind in _MARKS)
    if not marks:
        return tokens
    folded: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.kind not in _MARKS:
            folded.append(token)
            continue
        marks.popleft()
        mate = _mate(folded, opened, token, marks[0] if marks else None, text)
        if mate is None:
            _close_forgotten(folded, opened, text)
            opened = [*opened[-_DEEPEST:], len(folded)]
            folded.append(token)
        elif mate >= 0:
            whole = _whole(folded[mate:], token, text)
            del folded[mate:]
            folded.append(whole)
            opened = [at for at in opened if at < mate]
    return [token for token in folded if token.kind not in _MARKS]


def _whole(tokens: list[Token], closing: Token, text: str) -> Token:
    opening, inner = tokens[0], tuple(token for token in tokens[1:] if token.kind not in _MARKS)
    written = text[opening.start : closing.end]
    kind = _WHOLE[closing.kind]
    return Token(kind, written, written.lower(), opening.start, closing.end, opening.spaced, opening.broken, inner)


def _close_forgotten(folded: list[Token], opened: list[int], text: str) -> None:
    """«МБОУ «СОШ № 2, МБОУ «СОШ № 5»: an abbreviation after a comma, then a quotation: the one before was not closed."""
    mate, comma = opened[-1] if opened else -1, len(folded) - 2
    if not 0 <= mate < comma - 1 or folded[mate].kind is not Kind.OPEN_QUOTE or not folded[-1].shouted:
        return
    if folded[comma].kind in (Kind.COMMA, Kind.SEMICOLON):
        folded[mate:comma] = [_whole(folded[mate:comma], replace(folded[comma - 1], kind=Kind.CLOSE_QUOTE), text)]
        opened.pop()


def _opens(token: Token, text: str) -> bool:
    """A plain quotation mark opens a quotation after a space and before a letter."""
    if token.kind is Kind.PLAIN_QUOTE:
        return (token.spaced or token.start == 0) and text[token.end : token.end + 1].isalnum()
    return token.kind in (Kind.OPEN_QUOTE, Kind.OPEN_BRACKET)


def _mate(folded: list[Token], opened: list[int], token: Token, following: Token | None, text: str) -> int | None:
    """Where the opening mark of a closing one stands; None if the token itself opens, -1 if it closes nothing.

    «МБОУ «СОШ № 5» has one closing mark for two: it then closes the outer quotation.
    """
    if _opens(token, text):
        return None
    if token.kind is Kind.CLOSE_BRACKET:  # a quotation left open inside a bracket does not keep the bracket open
        return next((at for at in reversed(opened) if folded[at].kind is Kind.OPEN_BRACKET), -1)
    quotes: list[int] = []
    for at in reversed(opened):
        if folded[at].kind is Kind.OPEN_BRACKET:
            break
        quotes.append(at)
    if not quotes:
        return None if token.kind is Kind.PLAIN_QUOTE else -1
    closes_too = following is not None and following.kind in (Kind.CLOSE_QUOTE, Kind.PLAIN_QUOTE)
    nested = closes_too and following is not None and not _opens(following, text)
    return quotes[0] if nested else quotes[-1]
