"""Words of the deadline language, with every ending plans use. Letters are lower case, «ё» is written «е».

`FORMS` holds whole words (closed classes: months, units, numbers), `STEMS` beginnings of words (open classes:
schedules, requests, events). A word is looked up whole first, then by its longest known beginning.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`kind` is what the grammar sees; `number`, `tag` and `flag` are read by the rules for that kind."""

    kind: str
    number: int = 0
    tag: str = ""
    flag: bool = False


FORMS: dict[str, Lexeme] = {}
STEMS: dict[str, Lexeme] = {}


def _forms(words: str, kind: str, number: int = 0, tag: str = "", flag: bool = False) -> None:
    for word in words.split():
        FORMS[word] = Lexeme(kind, number, tag, flag)


def _ends(stem: str, ends: str, kind: str, number: int = 0, tag: str = "", flag: bool = False) -> None:
    _forms(" ".join(stem + end.strip("0") for end in ends.split()), kind, number, tag, flag)


def _stems(stems: str, kind: str, number: int = 0, tag: str = "", flag: bool = False) -> None:
    for stem in stems.split():
        STEMS[stem] = Lexeme(kind, number, tag, flag)


# Months: the genitive is flagged, since «до 15 сентября, декабря» carries the day on.
_MONTHS = "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр"
for _number, _stem in enumerate(_MONTHS.split(), 1):
    _base = _stem[:-1] if _stem == "май" else _stem
    _ends(_base, {"март": "0 у е ом", "август": "0 у е ом", "май": "й ю е ем"}.get(_stem, "ь ю е ем"), "month", _number)
    _ends(_base, "а" if _stem in ("март", "август") else "я", "month", _number, flag=True)
    _base += {"март": "ов", "август": "ов", "май": "й", "январ": ""}.get(_stem, "ь")
    _ends(_base, "ский ского скому ском ская ской скую ское ские ских", "adjective_month", _number)
_forms("маи", "month", 5)  # «й» that lost its mark in a PDF
_forms("янв", "month", 1)
_forms("июн", "month", 6)
_forms("июл", "month", 7)
_forms("фев февр", "month", 2)
_forms("мар", "month", 3)
_forms("апр", "month", 4)
_forms("авг", "month", 8)
_forms("сен сент", "month", 9)
_forms("окт", "month", 10)
_forms("ноя нояб", "month", 11)
_forms("дек", "month", 12)

# Seasons: the number is the first month. An adjective needs a noun («летний период»), «каникулы» make it a break.
_forms("зима зиму зимой зимы зиме", "season", 12, "зимние")
_forms("весна весну весной весны весне", "season", 3, "весенние")
_forms("лето летом лета", "season", 6, "летние")
_forms("осень осенью осени", "season", 9, "осенние")
for _number, _stem, _name in (
    (12, "зимн", "зимние"),
    (3, "весенн", "весенние"),
    (6, "летн", "летние"),
    (9, "осенн", "осенние"),
):
    _ends(_stem, "ий его ем яя юю ей ие их им ими ее", "season", _number, _name, flag=True)
_forms("осенне", "season", 9, "осенние", flag=True)
_forms("весенне", "season", 3, "весенние", flag=True)
_stems("каникул", "breaks")

# Units of time.
_forms("год года году годом годы годов годах годам гг годе", "year")
_forms("лет", "year", flag=True)
_ends("учебн", "ый ого ом ому ым ые ых ая ой ую ое", "study")
_forms("уч учеб учебн", "study")
_forms("учгод учгода", "study_year")
_ends("календарн", "ый ого ом ому ым ые ых", "calendar")
_forms("день дня дню днем дне", "unit", tag="day")
_forms("дней дни дням дн", "unit", tag="day", flag=True)
_forms("сутки суток сутках", "unit", tag="day", flag=True)
_forms("неделя неделю неделе недели неделей нед", "unit", tag="week")
_forms("недель неделям неделях", "unit", tag="week", flag=True)
_ends("декад", "а у е ы ой", "unit", tag="decade")
_forms("месяц месяца месяце месяцу месяцем мес", "unit", tag="month")
_forms("месяцы месяцев месяцам месяцах", "unit", tag="month", flag=True)
_ends("квартал", "0 а е у ом", "unit", tag="quarter")
_forms("кв кварт", "unit", tag="quarter")
_forms("кварталы кварталов кварталам кварталах", "unit", tag="quarter", flag=True)
_forms("полугодие полугодия полугодии полугодию полугодием полуг полугод", "unit", tag="half")
_forms("полугодиям полугодий полугодиях", "unit", tag="half", flag=True)
_forms("полгода полугода", "unit", tag="half")
_ends("семестр", "0 а е у ом", "unit", tag="half")
_forms("четверть четверти четвертью четв", "unit", tag="term")
_forms("четвертям четвертей четвертях", "unit", tag="term", flag=True)
_forms("триместр триместра триместре триместру триместром модуль модуля модуле", "unit", tag="trimester")
_forms("триместры триместров триместрам", "unit", tag="trimester", flag=True)
_ends("половин", "а у е ы ой", "half_of")
_forms("пол", "half_of", tag="half")  # «II пол. октября», «II пол. 2023-24»: a half of whatever follows
_forms("число числа числу числе числам числах", "date_word")
_forms("чис", "date_word")
_ends("рабоч", "ий его ая ую их ие им ем", "working")
_forms("раб", "working")
_stems("банковск будн", "working")
_forms("выходным выходные выходных", "weekend")

# Weekdays: the plural («по средам») repeats.
_WEEKDAYS = (
    ("понедельник понедельника понедельнику понедельнике", "понедельники понедельникам понедельников"),
    ("вторник вторника вторнику вторнике", "вторники вторникам вторников"),
    ("среда среду среды среде", "средам"),
    ("четверг четверга четвергу четверге", "четверги четвергам четвергов"),
    ("пятница пятницу пятницы пятнице", "пятницам пятниц"),
    ("суббота субботу субботы субботе", "субботам суббот"),
    ("воскресенье воскресенья воскресенью", "воскресеньям воскресений"),
)
for _number, (_one, _many) in enumerate(_WEEKDAYS):
    _forms(_one, "weekday", _number)
    _forms(_many, "weekday", _number, flag=True)
for _number, _short in enumerate(("пн", "вт", "ср", "чт", "пт", "сб", "вс")):
    _forms(_short, "weekday", _number, tag="short")

# Numbers in words. A flag marks an ordinal («первый»).
_ORDINALS = {1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
             15: "пятнадцат", 20: "двадцат", 30: "тридцат"}  # fmt: skip
for _number, _stem in _ORDINALS.items():
    _ends(_stem, "ый ого ому ом ая ой ую ое ые ых ым", "num", _number, flag=True)
_ends("трет", "ий ьего ьему ьем ья ьей ью ье ьи ьих ьим", "num", 3, flag=True)
_ends("последн", "ий его ему ем яя ей юю ее ие их им ими", "num", -1, flag=True)
_forms("один одна одно одного одной одному одну одним", "num", 1)
_forms("два две двух двум", "num", 2)
_forms("три трех трем", "num", 3)
_forms("четыре четырех", "num", 4)
_forms("пять пяти", "num", 5)
_forms("шесть шести", "num", 6)
_forms("семь семи", "num", 7)
_forms("восемь восьми", "num", 8)
_forms("девять девяти", "num", 9)
_forms("десять десяти", "num", 10)
_forms("двенадцать двенадцати", "num", 12)
_forms("дважды", "times", 2, flag=True)
_forms("трижды", "times", 3, flag=True)
_forms("однократно единожды", "once", 1)
_stems("единовремен разов", "once", 1)
_forms("раз раза разов р разу", "times")

# Repetition.
for _unit, _stem, _words in (
    ("year", "ежегодн", "ежегод погодно погодично"),
    ("half", "ежеполугодн", "полугодно"),
    ("quarter", "ежеквартальн", "поквартально ежекв ежекварт"),
    ("month", "ежемесячн", "помесячно ежемес"),
    ("week", "еженедельн", "понедельно"),
    ("term", "ежечетвертн", ""),
    ("day", "ежедневн", "каждодневно повседневно"),
):
    _ends(_stem, "о ый ая ое ого ом ой ую ые ых", "freq", tag=_unit)
    _forms(_words, "freq", tag=_unit)
_ends("кажд", "ый ого ому ом ым ая ой ую ое ые ых", "each")

# Parts of a unit, prepositions, joining words.
_forms("начало начале начала началу началом нач", "edge", tag="begin")
_forms("середина середине середины середину сер", "edge", tag="mid")
_forms("конец конце конца концу концом кон", "edge", tag="end")
_forms("окончания окончанию завершения завершению", "edge_event", tag="end")
_forms("с со от", "prep", tag="from")
_forms("до", "prep", tag="until")
_forms("по", "prep", tag="by")
_forms("к ко", "prep", tag="toward")
_forms("в во", "prep", tag="in")
_forms("на", "prep", tag="on")
_forms("за", "prep", tag="for")
_forms("при", "prep", tag="at")
_forms("через", "prep", tag="after_time")
_forms("для о об из у без под над между про", "prep", tag="other")
_forms("и да", "conj", tag="and")
_forms("или либо", "conj", tag="or")
_forms("а также", "conj", tag="also")
_forms("не", "not")
_forms("позднее позже поздн позд", "later")
_forms("ранее раньше", "earlier")
_forms("реже менее меньше более больше", "less")
_forms("минимум примерно ориентировочно около хотя бы вплоть чем числе том тч только", "about")
_stems("включительн", "inclusive")
_forms("вкл включ", "inclusive")
_forms("начиная", "starting")
_forms("далее затем потом впоследствии", "then")
_forms("кроме исключая", "except")
_forms("исключением", "except")
_ends("текущ", "ий его ему ем ая ей ую ее", "current")
_forms("тек нынешнего нынешний нынешнем этого т", "current")
_ends("следующ", "ий его ему ем ая ей ую ее ие им", "next")
_ends("последующ", "ий его ему ем ая ей ую ее ие им", "next")
_ends("будущ", "ий его ему ем", "next")
_ends("очередн", "ой ого ому ом", "next")
_forms("новый нового новому новым новом", "new")
_ends("отчетн", "ый ого ому ом ым ая ой ую ое ые ых", "reported")
_stems("расчетн истекш предыдущ прошедш прошл", "reported")

# The whole plan.
_stems("течен протяжен продолжен", "during")
_forms("теч течение течении течения", "during")
_forms("весь всего всей всю все всем всему", "whole")
_forms("круглый круглого целый целого полный полного", "whole")
_stems("период", "stretch", tag="period")
_forms("периодически периодич пост", "always")
_forms("срок срока сроку сроком сроке сроки сроков срокам", "stretch", tag="term")
_forms("время времени временем", "stretch", tag="time")
_forms("промежуток промежутке", "stretch", tag="period")
_stems("реализац осуществлени", "running")
_stems("действи существовани работ деятельност", "running", flag=True)  # of others too: «работы лагеря»
_stems("программ проект", "object")
_stems("постоян непрерывн систематич регулярн круглогодич круглосуточн бессрочн повсеместн планомерн", "always")
_forms("сезон сезона сезоне месяцы", "stretch", tag="period")

# Dates that stand elsewhere.
_stems(
    "график расписан договор контракт соглашени согласован запрос заявк заявлен обращени регламент циклограмм"
    " необходим требован приглашен вызов назначен усмотрен потребност поступлен наличи возможност ситуац"
    " отдельн порядк положени уведомлен предписан поручен решени указан случа усмотр распоряж приказ постановл предложени письм протокол"
    " индивидуальн персональн готовност однодневн двухдневн трехдневн пятидневн десятидневн семидневн дневн недельн двухнедельн месячн",
    "ref",
)
_forms("мере факту фактически", "ref")
_stems("уточн установл устанавлив определ незамедл немедленн своевременн оперативн", "deferred")
_forms("сразу", "deferred")
_forms("план плана планом плану плане планы планов планам планами", "ref")
_forms("плановом плановый плановым", "ref")
_stems("планируе запланир", "nothing_word")
_stems("согласно соответстви основани", "according")
_forms("согл соотв", "according")
_forms("календарю календарем календаря", "ref")
_forms("перед передо после накануне", "event")
_forms("дата даты дате датам", "deferred")
_stems("завершени окончани истечени момент рамк одновременн параллельн", "event")
_forms("ходе ход процессе", "event", tag="course")
_stems("егэ огэ гиа впр гвэ экзамен аттестац", "event")
_stems("итог результат", "result")
_stems("отчет", "report_word")

# Words that say no date is meant.
_forms("нет х x н д нд отсутствует отсутствуют прочерк", "nothing")
_stems("требуетс проводитс предусмотр", "nothing_word")
_forms("данных данные", "nothing_word")
_stems("процент", "percent")
_forms("ч час часа часов часам часу мин минут минуты", "clock_word")

TARGET_NOUNS = ("чел", "балл", "педагог", "учител", "учащ", "обучающ", "учени", "школ", "руб", "тыс", "млн", "ед", "шт")

# Roman numerals, also as typed with Cyrillic letters or read by a scanner; they count only before a unit.
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "iу": 4, "п": 2, "ш": 3, "l": 1, "ll": 2, "lll": 3, "ill": 3, "iil": 3, "lv": 4, "il": 2, "li": 2,
}  # fmt: skip
