"""Invented names: surnames of no real person in these posts, put together by the order of the lists."""

from __future__ import annotations

from dataclasses import dataclass

SURNAMES = [
    "Ольховская",
    "Берёзкина",
    "Ветрова",
    "Громова",
    "Дубравина",
    "Ежевикина",
    "Журавская",
    "Заречная",
    "Ивлева",
    "Калинина",
    "Липатова",
    "Малинина",
    "Неклюдова",
    "Осокина",
    "Полынина",
    "Родникова",
    "Снегова",
    "Травина",
    "Ушакова",
    "Ферапонтова",
    "Холмская",
    "Цаплина",
    "Черёмухина",
    "Шиповникова",
    "Щеглова",
    "Юрасова",
    "Яснова",
    "Аистова",
    "Боровикова",
    "Вересова",
    "Горицветова",
    "Донникова",
    "Елагина",
    "Жаворонкова",
    "Зимина",
    "Ключевская",
    "Лозовая",
    "Мятлева",
    "Нивина",
    "Озёрная",
    "Пшеничникова",
    "Рябинина",
    "Соснина",
    "Тополева",
    "Фиалкина",
    "Хворостова",
    "Чабрецова",
    "Шалфеева",
    "Эдельвейсова",
    "Янтарёва",
]
FIRST = [
    "Анна",
    "Вера",
    "Галина",
    "Дарья",
    "Елена",
    "Жанна",
    "Зоя",
    "Ирина",
    "Ксения",
    "Лариса",
    "Марина",
    "Нина",
    "Ольга",
    "Полина",
    "Раиса",
    "Светлана",
    "Татьяна",
]
PATRONYMICS = [
    "Андреевна",
    "Борисовна",
    "Викторовна",
    "Глебовна",
    "Дмитриевна",
    "Егоровна",
    "Игоревна",
    "Кирилловна",
    "Львовна",
    "Максимовна",
    "Олеговна",
]


@dataclass(frozen=True)
class Name:
    last: str
    first: str
    patronymic: str


def name(index: int) -> Name:
    """The index-th invented person; no two of the first several hundred are alike."""
    return Name(
        SURNAMES[index % len(SURNAMES)],
        FIRST[(index * 7 + index // len(SURNAMES)) % len(FIRST)],
        PATRONYMICS[(index * 3 + index // len(SURNAMES)) % len(PATRONYMICS)],
    )
