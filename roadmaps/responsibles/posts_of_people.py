"""Which post belongs to which person, by the cheapest reading of a whole run of names and posts.

Cells write «name, post, name, post», «post name, post name», «names, their common post» and mixtures of these without a
word to say which. Between two posts stands a run of names; each run may take its last name (or, for a plural post, all
names) into the post after it, and its first name (or all) into the post before it. Every post serves one run.
"""

from dataclasses import dataclass, field

from .cell import Cell, agree
from .structure import Gap, Part, Phrase
from .vocabulary import COLLECTIVE_POSTS, QUANTIFIERS
from .words import Sort

_COLLECTIVES = COLLECTIVE_POSTS.split()  # «администрация» is no post of one person
_MANY = ("родитель", "обучающийся", "учащийся", "педагог")
_UNNAMED_POST, _PLURAL_UNNAMED_POST, _POSTLESS_NAME = 1.0, 0.2, 1.0
_AFTER = {Gap.NONE: 0.0, Gap.DASH: 0.0, Gap.BRACKET: 0.0, Gap.COMMA: 0.1, Gap.BROKEN: 0.1}
_BEFORE = {Gap.NONE: 0.05, Gap.DASH: 0.0, Gap.BRACKET: 0.0, Gap.COLON: 0.0, Gap.BROKEN: 0.2, Gap.COMMA: 0.6}
_NEVER = 9.0


@dataclass(slots=True)
class Run:
    """Names in a row with the posts on both sides, as indexes of phrases; None where no post stands."""

    names: list[int] = field(default_factory=list)
    before: int | None = None
    after: int | None = None


@dataclass(slots=True)
class _State:
    cost: float
    links: dict[int, int]
    previous: "_State | None"


def assign_posts(cell: Cell, phrases: list[Phrase]) -> dict[int, int]:
    """For every person that has one: index of the phrase of the person -> index of the phrase of the post."""
    return _cheapest(cell, phrases, _runs(cell, phrases))


def is_plural(cell: Cell, phrase: Phrase) -> bool:
    """The post stands in the plural: «методисты»."""
    forms = agree(cell, phrase.first.start, phrase.first.head)
    return (
        bool(forms)
        and all(form.number == "pl" for form in forms if form.case == "nom")
        and any(form.case == "nom" for form in forms)
    )


def _runs(cell: Cell, phrases: list[Phrase]) -> list[Run]:
    runs: list[Run] = []
    for at, phrase in enumerate(phrases):
        if not phrase.person:
            continue
        joined = at > 0 and phrase.gap not in (Gap.STRONG, Gap.WITH)
        if joined and phrases[at - 1].person:
            runs[-1].names.append(at)
        else:
            listed = phrase.gap is Gap.COLON  # «Учителя СОШ № 8: …»
            possible = joined and _is_possible(cell, phrases[at - 1], listed=listed)
            runs.append(Run([at], at - 1 if possible else None))
        follows = phrases[at + 1] if at + 1 < len(phrases) else None
        if follows and not follows.person and follows.gap in _AFTER and _is_possible(cell, follows):
            runs[-1].after = None if _is_of_all(cell, follows) else at + 1
    return runs


def _is_possible(cell: Cell, phrase: Phrase, *, listed: bool = False) -> bool:
    every = cell.low(phrase.start) in QUANTIFIERS.split()  # «Ветрова О.П., все педагоги»
    if not phrase.is_post or every or cell.word(phrase.first.head).lemma in _COLLECTIVES:
        return False
    forms = agree(cell, phrase.first.start, phrase.first.head)
    declined = bool(forms) and all(form.number == "sg" for form in forms)  # «Ветровой О.П., методисту ИМЦ»
    personal = declined or not phrase.oblique
    return personal and (listed or not (phrase.numbers and is_plural(cell, phrase)))


def _is_of_all(cell: Cell, phrase: Phrase) -> bool:
    """«…, руководители ОО», «…, классные руководители»: nobody named before heads or is them all."""
    if not cell.word(phrase.first.head).forms:  # «Ветрова О.П., рук. ОО», «Ветрова О.П., кл. рук.»
        heads = cell.word(phrase.first.head).lemma == "руководитель" and phrase.gap is Gap.COMMA
        tutors = cell.low(phrase.start) == "кл" and phrase.end == phrase.first.head + 1
        return heads and (phrase.last.sort is Sort.SCHOOLS or tutors)
    return is_plural(cell, phrase) and (
        (phrase.gap in (Gap.COMMA, Gap.BROKEN) and _is_of_every_class(cell, phrase))
        or any(_is_many_schools(cell, part) for part in phrase.parts)
    )


def _is_of_every_class(cell: Cell, phrase: Phrase) -> bool:
    """«классные руководители», «учителя-предметники», «родители»: a school has too many of them to name."""
    head = phrase.first.head
    tutors = cell.word(head).lemma == "руководитель" and cell.low(head - 1).startswith("кл") and head > phrase.start
    of_school = phrase.last.sort is Sort.SCHOOL and not phrase.numbers  # «педагоги школы»
    alone = cell.word(head).lemma in _MANY and (phrase.end == head + 1 or of_school)
    return tutors or alone or cell.low(head).endswith("-предметники")


def _is_many_schools(cell: Cell, part: Part) -> bool:
    forms = agree(cell, part.start, part.head)
    plural = bool(forms) and all(form.number == "pl" for form in forms)
    return part.sort is Sort.SCHOOLS or (part.sort is Sort.SCHOOL and plural)


def _cheapest(cell: Cell, phrases: list[Phrase], runs: list[Run]) -> dict[int, int]:
    """Dynamic programming over the runs; the state is the post after the last run if that run has used it."""
    states: dict[int | None, _State] = {None: _State(0.0, {}, None)}
    for at, run in enumerate(runs):
        shared = at + 1 < len(runs) and runs[at + 1].before == run.after
        following: dict[int | None, _State] = {}
        for used, state in states.items():
            before = run.before if run.before != used else None
            for links in _readings(cell, phrases, run, before):
                cost = state.cost + _cost(cell, phrases, run, before, links, shared=shared)
                key = run.after if run.after in links.values() else None
                if key not in following or cost < following[key].cost:
                    following[key] = _State(cost, links, state)
        states = following
    chosen: dict[int, int] = {}
    last: _State | None = min(states.values(), key=lambda state: state.cost)
    while last:
        chosen.update(last.links)
        last = last.previous
    return chosen


def _readings(cell: Cell, phrases: list[Phrase], run: Run, before: int | None) -> list[dict[int, int]]:
    """All ways to give posts to the names of one run: name -> post."""
    options: list[dict[int, int]] = [{}]
    if before is not None:
        options.append(dict.fromkeys(_takers(cell, phrases, run, before, first=True), before))
    if run.after is not None:
        afters = dict.fromkeys(_takers(cell, phrases, run, run.after, first=False), run.after)
        options.append(afters)
        if before is not None and len(run.names) > 1 and len(afters) == 1 and len(options[1]) == 1:
            options.append({**options[1], **afters})
    return options


def _takers(cell: Cell, phrases: list[Phrase], run: Run, post: int, *, first: bool) -> list[int]:
    if is_plural(cell, phrases[post]):
        return run.names
    return run.names[:1] if first else run.names[-1:]


def _cost(
    cell: Cell, phrases: list[Phrase], run: Run, before: int | None, links: dict[int, int], *, shared: bool
) -> float:
    """`shared`: the post after the run stands before the next one and is paid for there."""
    cost = _POSTLESS_NAME * (len(run.names) - len(links))
    for post in (before, run.after):
        if post is None or (post == run.after and shared and post not in links.values()):
            continue
        plural = is_plural(cell, phrases[post])
        if post not in links.values():
            cost += _PLURAL_UNNAMED_POST if plural else _UNNAMED_POST
        elif post == before:
            gap = phrases[run.names[0]].gap
            cost += _NEVER if plural and gap in (Gap.COMMA, Gap.BROKEN) else _BEFORE.get(gap, _NEVER)
        else:
            gap = phrases[post].gap
            cost += _NEVER if plural and len(run.names) == 1 and gap is not Gap.BRACKET else _AFTER.get(gap, _NEVER)
    return cost
