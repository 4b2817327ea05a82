"""Cell text -> tokens. Every token keeps its place in the text, so that a party can be shown verbatim."""

import itertools
import re
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import lru_cache


class Kind(StrEnum):
    """What a token is to the eye, before any word is looked up."""

    WORD = auto()
    INITIALS = auto()  # «И.», «И.И.»
    NUMBER = auto()  # «5», «5а», «9-х»
    NUMERO = auto()  # «№», «№№», «N»
    QUOTE = auto()  # a whole quotation; its tokens are in `inner`
    BRACKET = auto()  # a whole bracket; its tokens are in `inner`
    COMMA = auto()
    SEMICOLON = auto()
    STOP = auto()
    COLON = auto()
    DASH = auto()
    SLASH = auto()
    AND_SO_ON = auto()  # «и др.», «и т.д.»
    ITEM = auto()  # «2.», «3)» before an item of a list
    OPEN_QUOTE = auto()
    CLOSE_QUOTE = auto()
    PLAIN_QUOTE = auto()
    OPEN_BRACKET = auto()
    CLOSE_BRACKET = auto()


@dataclass(slots=True, eq=False)
class Token:
    """One token: `low` is the text for looking up (lower case, «е» for «ё», Latin look-alikes replaced)."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    spaced: bool = False  # white space before it
    broken: bool = False  # a line break before it
    inner: tuple["Token", ...] = field(default=(), repr=False)

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Written as an abbreviation: «ИМЦ», «ППк», «ЦОиККО», «МБОУ-СОШ»."""
        return is_shouted(self.text)


_LETTER = "A-Za-zА-Яа-яЁё\u00ad"  # a soft hyphen may stand inside a word
_RUN = rf"[A-Za-zА-Яа-яЁё](?:(?!(?<=[а-яё])[А-ЯЁ]\.)[{_LETTER}])*"  # stops before glued initials: «ВетроваО.П.»
_PATTERN = re.compile(
    rf"""
    (?P<GAP>(?:\s|<[^<>]{{0,80}}>)+)
  | (?P<AND_SO_ON>(?:,\s?)?\bи\s?(?:др|пр|т\.\s?[дп])\.|(?:,\s?)?\bи\s(?:другие|прочие)(?=\s*(?:[,.;]|$)))
  | (?P<ACTING>(?:\bи\.\s?о\.|\b[Вв]р\.?\s?и\.?\s?о\.|(?<![а-яё]\s)(?<![а-яё])И\.\s?[Оо]\.)\s?(?=[а-яё]{{3}}))
  | (?P<ITEM>\b\d{{1,2}}(?:\.(?=\s?[{_LETTER}«"])|\)))
  | (?P<INITIALS>(?<![А-ЯЁA-Z])[А-ЯЁA-Z]\.(?:\s{{0,3}}-?[А-ЯЁA-Z](?:-[А-ЯЁ])?(?:\.|(?![{_LETTER}.\d№])))?)
  | (?P<CLASSES>\b[IVX]{{1,4}}(?:\s?[-–—]\s?[IVX]{{1,4}})?(?=\s?(?:кл|ступен|уровн)))
  | (?P<NUMERO>№+|\b[Nn]o?\.?(?=\s?\d))
  | (?P<NUMBER>\d+(?:\+|-(?:го|ый|ой|ми|[хйемя])(?![{_LETTER}])|\s?«[А-Я]»|[а-яА-Я](?![{_LETTER}]))?)
  | (?P<WORD>(?:ГИА|ОГЭ|ЕГЭ|ГВЭ|ВПР|PISA)-\d{{1,4}}|{_RUN}(?:[-‐‑](?:\n\s*)?{_RUN})*)
  | (?P<COMMA>[,،]) | (?P<SEMICOLON>[;•·●▪]) | (?P<STOP>\.+|…|!|\?) | (?P<COLON>:) | (?P<DASH>[-‐‑‒–—―]+)
  | (?P<SLASH>[/\\|+&]) | (?P<OPEN_QUOTE>[«„]) | (?P<CLOSE_QUOTE>[»”]) | (?P<PLAIN_QUOTE>["“]|'')
  | (?P<OPEN_BRACKET>[(\[]) | (?P<CLOSE_BRACKET>[)\]])
    """,
    re.VERBOSE,
)
_KINDS = {kind.name: kind for kind in Kind} | {"CLASSES": Kind.NUMBER}
_MOST_TOKENS = 800  # eight times the longest cell seen; what stands further is no list of responsibles any more
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYabceopxyёЁ\u2010\u2011", "АВСЕНКМОРТХУавсеорхуеЕ--", "\u00ad\n\t ")
_GLUED = re.compile(r"(?<=[а-яё]{2})(?=[А-ЯЁ])")
_WRAPPED = re.compile(r"[-‐‑]\n\s*")
# A compound whose hyphen stood at the end of a line keeps it: «учителя-⏎предметники», «научно-⏎методический».
_COMPOUND = re.compile(r"(?:[нгк]о|учител[ьяей]{1,2}|педагог(?:а|и|ов|ам)?|школ[аы]?)$", re.IGNORECASE)


# «АлтГПУ», «ЧелГУ», «КазНИТУ»: a university by the short name of its town, «ГорУО»; «РукМБОУ» is two words glued.
_UNIVERSITY = re.compile(r"[А-ЯЁ][а-яё]{2,3}[ГНПТФМ][А-ЯЁ]{0,3}(?<!О)[УИА]|(?:Гор|Рай|Окр)[А-ЯЁ]{2,4}")


def keeps_hyphen(text: str) -> bool:
    """The first part of a compound: its hyphen stays when a line ended there."""
    return _COMPOUND.search(text) is not None


@lru_cache(maxsize=8_192)
def is_shouted(text: str) -> bool:
    """Written as an abbreviation: «ИМЦ», «ППк», «ЦОиККО», «МБОУ-СОШ»."""
    if _UNIVERSITY.fullmatch(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return upper >= 2 and text[0].isupper() and len(letters) - upper <= max(1, upper // 3)


@lru_cache(maxsize=8_192)
def lookup_form(text: str) -> str:
    """Lower case, «е» for «ё», Cyrillic letters for their Latin look-alikes, no white space."""
    return text.translate(_LOOK_ALIKES).lower()


def scan(text: str) -> list[Token]:
    """The tokens of a cell in order, marks of quotations and brackets among them; unknown signs are skipped."""
    tokens: list[Token] = []
    spaced = broken = False
    position = 0
    for match in _PATTERN.finditer(text):
        name = match.lastgroup or ""
        spaced = spaced or match.start() > position
        position = match.end()
        if name == "GAP":
            spaced, broken = True, broken or any(sign in match[0] for sign in "\n\r<")
            continue
        if len(tokens) >= _MOST_TOKENS:
            break
        tokens += _tokens_of(match, name, tokens, spaced, broken)
        spaced = broken = False
    return tokens


def _tokens_of(match: re.Match[str], name: str, before: list[Token], spaced: bool, broken: bool) -> list[Token]:
    start, text = match.start(), match[0]
    if name == "WORD":
        return _words(text, start, spaced, broken)
    if name == "ACTING":
        written = text.rstrip()
        return [Token(Kind.WORD, written, "и.о", start, start + len(written), spaced, broken)]
    begins_item = broken or not before or before[-1].kind in (Kind.STOP, Kind.SEMICOLON)
    if (
        name == "ITEM" and not begins_item and not _counts_on(text, before)
    ):  # «№ 17.» is a number and a full stop, «(№ 12)» ends a bracket
        last = Kind.CLOSE_BRACKET if text[-1] == ")" else Kind.STOP
        number = Token(Kind.NUMBER, text[:-1], text[:-1], start, match.end() - 1, spaced, broken)
        return [number, Token(last, text[-1], text[-1], match.end() - 1, match.end())]
    return [Token(_KINDS[name], text, lookup_form(text), start, match.end(), spaced, broken)]


def _counts_on(item: str, before: list[Token]) -> bool:
    """«1. Управление образования 2. ИМЦ»: the list in one line goes on; «СОШ № 1, 2.» does not."""
    number, first = int(item[:-1]), before[0]
    return (
        first.kind is Kind.ITEM
        and before[-1].kind is not Kind.NUMERO
        and any(token.kind is Kind.ITEM and int(token.text[:-1]) == number - 1 for token in before)
    )


def _words(text: str, start: int, spaced: bool, broken: bool) -> list[Token]:
    """A word, the words of a glued pair («руководителиОО»), or a word put together after wrapping («обра-⏎зования»)."""
    if "\n" in text:
        joined = _WRAPPED.sub(lambda hyphen: "-" if keeps_hyphen(text[: hyphen.start()]) else "", text)
        return [Token(Kind.WORD, joined, lookup_form(joined), start, start + len(text), spaced, broken)]
    glued = () if _UNIVERSITY.fullmatch(text) else _GLUED.finditer(text)
    cuts = [0, *(cut.start() for cut in glued), len(text)]
    return [
        Token(Kind.WORD, text[a:b], lookup_form(text[a:b]), start + a, start + b, spaced or a > 0, broken and a == 0)
        for a, b in itertools.pairwise(cuts)
    ]
