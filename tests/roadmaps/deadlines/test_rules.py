"""How often: frequencies, days of the month, weekdays, rules with bounds."""

import pytest

from roadmaps.deadlines import parse

from .plans import SCHOOL, YEARS, brief

ROWS = [
    # every year
    (YEARS, "ежегодно", "recurring yearly/-"),
    (YEARS, "ежегодно, 1-15 сентября", "recurring yearly/- m9 d1-15"),
    (YEARS, "ежегодно, 1-15 сентябрь", "recurring yearly/- m9 d1-15"),
    (YEARS, "ежегодно, августа", "recurring yearly/- m8"),
    (YEARS, "Ежегодно август", "recurring yearly/- m8"),
    (YEARS, "ежегодно, до 5 сентября", "recurring yearly/- m9 d-5"),
    (YEARS, "Ежегодно, последняя неделя апреля", "recurring yearly/- m4 d24-30"),
    (YEARS, "ежегодно, март, октябрь, декабрь", "recurring yearly/- m3,10,12"),
    (YEARS, "ежегодно, октябрь – ноябрь", "recurring yearly/- m10,11"),
    (YEARS, "август, ежегодно", "recurring yearly/- m8"),
    (YEARS, "в мае каждого года", "recurring yearly/- m5"),
    (YEARS, "каждый сентябрь", "recurring yearly/- m9"),
    (YEARS, "с 1 по 10 сентября каждого года", "recurring yearly/- m9 d1-10"),
    (YEARS, "ежегодно, I квартал", "recurring yearly/- m1,2,3"),
    (YEARS, "ежегодно до начала учебного года", "recurring yearly/-"),
    (YEARS, "ежегодно до 1 февраля года, следующего за отчетным", "recurring yearly/- m2 d-1"),
    (YEARS, "до 20 января следующего за отчетным года", "recurring yearly/- m1 d-20"),
    (YEARS, "ежегодно, в течение года", "recurring yearly/-"),
    (YEARS, "ежегодно, по отдельному графику", "recurring yearly/-?"),
    (YEARS, "1 раз в год (август)", "recurring yearly/1 m8"),
    (YEARS, "1 раз в 3 года", "recurring yearly/- FREQ=YEARLY;INTERVAL=3"),
    # bounds of a repetition
    (YEARS, "ежегодно, 2022-2023", "recurring 2022-01-01..2023-12-31 yearly/-"),
    (YEARS, "2021–2025 гг., ежегодно, ноябрь", "recurring 2021-01-01..2025-12-31 yearly/- m11"),
    (YEARS, "ежегодно с 2022 года", "recurring 2022-01-01.. yearly/-"),
    (YEARS, "Май, ежегодно, начиная с 2023 года", "recurring 2023-01-01.. yearly/- m5"),
    (YEARS, "июнь 2021 г. далее – ежегодно", "recurring 2021-06-01.. yearly/- m6"),
    (YEARS, "Ежегодно, февраль 2023 года", "recurring 2023-02-01.. yearly/- m2"),
    (
        YEARS,
        "один раз в год, май 2023 года, май 2024",
        "recurring 2023-05-01..2024-05-31 yearly/1 m5 [2023-05] [2024-05]",
    ),
    (YEARS, "с 2022 по 2024 г. ежегодно", "recurring 2022-01-01..2024-12-31 yearly/-"),
    (SCHOOL, "ежемесячно с сентября по май", "recurring 2021-09-01..2022-05-31 monthly/- m9,10,11,12,1,2,3,4,5"),
    (SCHOOL, "в течение 2021 – 2022 учебного года ежемесячно", "recurring 2021-09-01..2022-08-31 monthly/-"),
    (SCHOOL, "2 раза в неделю с октября по апрель", "recurring 2021-10-01..2022-04-30 weekly/2 m10,11,12,1,2,3,4"),
    (
        SCHOOL,
        "ежемесячно в период с 1 октября 2021 года по 31 мая 2022 года",
        "recurring 2021-10-01..2022-05-31 monthly/-",
    ),
    (YEARS, "до 5 числа каждого месяца 2022 года", "recurring 2022-01-01..2022-12-31 monthly/- d-5"),
    (YEARS, "по мере необходимости, но не реже 1 раза в квартал", "recurring quarterly/1?"),
    # several times a year
    (SCHOOL, "Четыре раза в год", "recurring n-per-year/4"),
    (SCHOOL, "2 раза в год (сентябрь, май)", "recurring n-per-year/2 m9,5"),
    (SCHOOL, "не реже двух раз в год", "recurring n-per-year/2"),
    (SCHOOL, "2-3 раза в год", "recurring n-per-year/2"),
    (SCHOOL, "дважды в год", "recurring n-per-year/2"),
    (SCHOOL, "раз в полугодие", "recurring half-yearly/-"),
    (SCHOOL, "по полугодиям", "recurring half-yearly/-"),
    (SCHOOL, "2 раза в полугодие", "recurring half-yearly/2"),
    (SCHOOL, "каждые полгода", "recurring half-yearly/-"),
    (SCHOOL, "1 раз в четверть", "recurring n-per-year/4"),
    (SCHOOL, "по четвертям", "recurring n-per-year/4"),
    (SCHOOL, "в конце каждой четверти", "recurring n-per-year/4 d21-31"),
    (SCHOOL, "раз в 2 месяца", "recurring n-per-year/6"),
    (SCHOOL, "1 раз в 3 месяца", "recurring quarterly/-"),
    (SCHOOL, "1 раз в триместр", "recurring n-per-year/3"),
    # quarters
    (SCHOOL, "ежеквартально", "recurring quarterly/-"),
    (SCHOOL, "1 раз в квартал", "recurring quarterly/1"),
    (SCHOOL, "1р./квартал", "recurring quarterly/1"),
    (SCHOOL, "1 заседание в квартал", "recurring quarterly/1"),
    (SCHOOL, "ежеквартально до 10 числа", "recurring quarterly/- d-10"),
    (SCHOOL, "до 10-го числа месяца, следующего за отчётным кварталом", "recurring quarterly/- d-10"),
    (SCHOOL, "ежеквартально, до 25 числа последнего месяца квартала", "recurring quarterly/- d-25"),
    (SCHOOL, "ежеквартально (март, июнь, сентябрь, декабрь)", "recurring quarterly/- m3,6,9,12"),
    # months
    (SCHOOL, "ежемесячно", "recurring monthly/-"),
    (SCHOOL, "ежемесячно, кроме июля и августа", "recurring monthly/- m9,10,11,12,1,2,3,4,5,6"),
    (SCHOOL, "до 5 числа каждого месяца", "recurring monthly/- d-5"),
    (SCHOOL, "ежемесячно, 1-5 число", "recurring monthly/- d1-5"),
    (SCHOOL, "до 10 числа месяца, следующего за отчетным", "recurring monthly/- d-10"),
    (SCHOOL, "1 и 15 числа каждого месяца", "recurring monthly/-"),
    (SCHOOL, "последняя неделя месяца", "recurring monthly/- d25-31"),
    (SCHOOL, "последний день месяца", "recurring monthly/- d31-31"),
    (SCHOOL, "2 раза в месяц", "recurring monthly/2"),
    (SCHOOL, "раз в декаду", "recurring monthly/3"),
    (SCHOOL, "постоянно (третий четверг каждого месяца)", "recurring monthly/- FREQ=MONTHLY;BYDAY=3TH"),
    (SCHOOL, "ежемесячно, последняя среда", "recurring monthly/- FREQ=MONTHLY;BYDAY=-1WE"),
    (SCHOOL, "вторая и четвертая среда месяца", "recurring monthly/- FREQ=MONTHLY;BYDAY=2WE,4WE"),
    (SCHOOL, "с 25 по 5 число каждого месяца", "recurring monthly/- d25-5"),
    (SCHOOL, "второй месяц квартала", "recurring quarterly/-"),
    (SCHOOL, "раз в 2 квартала", "recurring half-yearly/-"),
    # weeks and days
    (SCHOOL, "еженедельно", "recurring weekly/-"),
    (SCHOOL, "по вторникам и четвергам", "recurring weekly/- FREQ=WEEKLY;BYDAY=TU,TH"),
    (SCHOOL, "каждый понедельник", "recurring weekly/- FREQ=WEEKLY;BYDAY=MO"),
    (SCHOOL, "Понедельник-пятница", "recurring weekly/- FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (SCHOOL, "пн, ср", "recurring weekly/- FREQ=WEEKLY;BYDAY=MO,WE"),
    (SCHOOL, "еженедельно, вторник", "recurring weekly/- FREQ=WEEKLY;BYDAY=TU"),
    (SCHOOL, "1 раз в 2 недели по четвергам", "recurring weekly/- FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
    (SCHOOL, "по понедельникам сентября", "recurring 2021-09 weekly/- m9 FREQ=WEEKLY;BYDAY=MO"),
    (SCHOOL, "в рабочие дни", "recurring weekly/- FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (SCHOOL, "3 раза в неделю", "recurring weekly/3"),
    (SCHOOL, "в неделю 1 раз", "recurring weekly/1"),
    (SCHOOL, "ежедневно", "recurring FREQ=DAILY"),
    (SCHOOL, "через день", "recurring FREQ=DAILY;INTERVAL=2"),
    (SCHOOL, "1 раз в 10 дней", "recurring FREQ=DAILY;INTERVAL=10"),
]


@pytest.mark.parametrize(("plan", "phrase", "expected"), ROWS)
def test_parse_repetition(plan, phrase, expected):
    assert brief(parse(phrase, plan)) == expected
