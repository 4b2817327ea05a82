"""Primary keys that come in a form."""


def key_of(text: str) -> int:
    """The key that `text` names; 0, which no row has, for anything else, also for digits beyond any key of the database."""
    return int(text) if text.isdecimal() and len(text) < 20 else 0
