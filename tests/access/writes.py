"""People of one town press every button with keys of the other town, in the address and in what they send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms

from tests.access.actors import OWN, Scene, rolled_back, told
from tests.access.payloads import Payload, payload
from tests.access.routes import address, keys_of
from tests.access.rules import RULES, public
from tests.access.tenants import APPS, changed, crossings, fingerprints, references, rows_of, written_rows
from tests.access.town import Town

Attempt = tuple[str, dict[str, object], Payload]

# routes that take POST of people who have not signed in: whose row changes is decided by a password or a secret link
GUARDED = [
    pattern for pattern, rule in RULES.items() if rule.post is not None and rule.post not in (public(302), public())
]


def attempts(pattern: str, scene: Scene) -> Iterator[Attempt]:
    """What is tried, the keys of the address, what is sent."""
    own, foreign = keys_of(pattern, scene.own), keys_of(pattern, scene.foreign)
    if own:
        yield "foreign address", foreign, payload(pattern, scene.own)
        yield "foreign address and payload", foreign, payload(pattern, scene.foreign)
    if len(own) > 1:
        for name in own:
            yield f"foreign {name} in the address", own | {name: foreign[name]}, payload(pattern, scene.own)
    for name in sorted(naming(pattern, scene)):
        mixed = payload(pattern, scene.own)
        yield f"foreign {name}", own, mixed | {name: payload(pattern, scene.foreign)[name]}
    yield "foreign payload", own, payload(pattern, scene.own) | payload(pattern, scene.foreign)
    yield "fields nobody asked for", own, unasked(scene.foreign) | payload(pattern, scene.own)


def naming(pattern: str, scene: Scene) -> set[str]:
    """Parameters of the route that name an object of the town."""
    own, foreign = payload(pattern, scene.own), payload(pattern, scene.foreign)
    return {name for name, value in own.items() if name in foreign and foreign[name] != value}


def unasked(town: Town) -> Payload:
    """Every foreign key of every model, as a field of a form that trusts its sender."""
    found: Payload = {}
    for _, field in references():
        target = rows_of(field.related_model, town.municipality).first()
        found |= {field.name: target.pk, f"{field.name}_id": target.pk}
    return found


def foreign_writes(
    scene: Scene, patterns: Iterable[str] = tuple(GUARDED), actors: Iterable[str] = tuple(OWN)
) -> list[str]:
    """Attempts that change a row of the foreign town, tie a row to one of its rows, or break the view."""
    theirs, wrong = fingerprints(scene.foreign.municipality), []
    for pattern in patterns:
        for label, keys, sent in attempts(pattern, scene):
            for actor in actors:
                if RULES[pattern].post[actor] == 403 and not label.startswith("foreign address"):
                    continue  # refused before anything is looked up, as the walk shows
                with rolled_back():
                    rows, response = written_rows(), scene.client(actor).post(address(pattern, keys), _rewound(sent))
                    found = [told(response)] if response.status_code >= 500 else []
                    if written_rows() > rows:
                        found += changed(theirs, fingerprints(scene.foreign.municipality)) + crossings()
                wrong += [f"{pattern}, {label}, as {actor}: {one}" for one in found]
    return wrong


def _rewound(sent: Payload) -> Payload:
    for value in sent.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return sent


def form_classes() -> list[type[forms.BaseForm]]:
    """All forms of the portal; the URLconf has imported them."""

    def below(cls: type) -> Iterator[type]:
        for child in cls.__subclasses__():
            yield child
            yield from below(child)

    return [cls for cls in below(forms.BaseForm) if cls.__module__.partition(".")[0] in APPS]
