"""Words of headers: what people call the columns of a roadmap table."""

from __future__ import annotations

import re

from roadmaps.imports.document import Column
from roadmaps.imports.text import key

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BEGINNING, END = "начало", "окончание"  # labels of deadline columns that hold one end of an interval

# Tried in this order on `key(text)`: «Срок проведения мероприятия» is a deadline, «Результат мероприятия» a result.
_RULES = [
    (column, re.compile(pattern))
    for column, pattern in [
        (
            Column.NUMBER,
            r"^(?:№+|n|no|номер)(?: ?/? ?№)?(?: ?п ?/? ?п)?(?: пункта| мероприятия| строки)?$|^п ?/? ?п(?: ?№)?$",
        ),
        (
            Column.REPORT_FORM,
            r"форм\w* (?:и вид\w* )?(?:отчет|представл|предоставл|подтвержд|завершен|фиксац)"
            r"|отчетн\w* (?:документ|материал|форм)|подтвержда|вид (?:отчетного )?документ|информационн\w* сопровожд"
            r"|^(?:итогов\w* |выходн\w* )?документ|^выход\b",
        ),
        (Column.PLANNED, r"^планов\w* (?:значени|показат|результ)|^целев\w* (?:значени|показат|индикатор)|^значени"),
        (Column.DEADLINE, r"\bсрок|\bдат[аы]\b|\bпериод|^время|^когда|календарн|^месяц|^график"),
        (Column.RESPONSIBLE, r"ответствен|исполнител|^отв\b|^кто\b"),
        (Column.RESULT, r"результат|эффект|показател|^итог|продукт|индикатор|критери"),
        (Column.ACTIVITY, r"мероприят|контрольн\w* точк|ключев\w* событи"),
        (Column.SECTION, r"^(?:раздел|направлени|блок|модул|этап|задач|цел[ьи]\b)"),
        (
            Column.ACTIVITY,  # weaker words, in short headers and near their beginning only
            r"^(?=\S+(?: \S+){0,5}$)(?:\w+ ){0,2}"
            r"(?:содержани|деятельност|действи|работ|наименован|назван|перечень|тем[аы]\b|вопрос|меры\b|шаг|событи)",
        ),
    ]
]
_ACTIVITY_NAME = re.compile(r"мероприят|контрольн\w* точк|ключев\w* событи")
_PERIOD = re.compile(
    r"20\d\d(?:[/ ]+(?:20)?\d\d)?(?: ?(?:г|гг|год|уч|учебный)\b)*"
    r"|(?:i{1,3}|iv|[1-4])(?: ?й)? ?кв\w*|(?:i{1,2}|[12])(?: ?е)? ?полугод\w*"
    r"|янв\w*|фев\w*|мар\w*|апр\w*|ма[йя]|июн\w*|июл\w*|авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*"
    r"|начал\w*|оконч\w*|конец|заверш\w*|с|по|до"
)
_ONE_YEAR = re.compile(r"(20\d\d)(?: ?г(?:од)?)?")
_BEGINS, _ENDS = re.compile(r"\bначал|^с$"), re.compile(r"\bоконч|\bзаверш|\bконец|^(?:по|до)$")


def classify(text: str) -> Column | None:
    """What a column with this header holds."""
    normal = key(text)
    return next((column for column, rule in _RULES if rule.search(normal)), None)


def names_activities(text: str) -> bool:
    """Whether the header says «мероприятие» or the like, not just «наименование» or «содержание»."""
    return _ACTIVITY_NAME.search(key(text)) is not None


def period_label(text: str) -> str:
    """A header that is nothing but a period, as deadlines should name it: «2024», «2024 год» -> «2024 г.», «I кв.» -> «I кв.»."""
    if not _PERIOD.fullmatch(key(text)):
        return ""
    year = _ONE_YEAR.fullmatch(key(text))
    return f"{year[1]} г." if year else bound_label(text) or text


def bound_label(text: str) -> str:
    """BEGINNING for «Дата начала», END for «Срок окончания», nothing for headers with both or neither."""
    begins, ends = _BEGINS.search(key(text)), _ENDS.search(key(text))
    return "" if bool(begins) == bool(ends) else BEGINNING if begins else END
