from accounts.models import User
from schools.models import School
from schools.queries import people_of
from tests import factories as f


def test_yo_stands_beside_ye(world):
    for name in ("Жилина", "Ёлкина", "Андреева", "Ежова"):
        f.UserFactory(last_name=name, municipality=world.municipality, patronymic="Ёлкина")
    names = User.objects.filter(patronymic="Ёлкина").values_list("last_name", flat=True)
    assert list(names) == ["Андреева", "Ежова", "Ёлкина", "Жилина"]


def test_small_letters_stand_beside_capitals(world):
    for name in ("школа «Ясень»", "Гимназия", "Ёлочная школа", "Естественный лицей"):
        f.SchoolFactory(municipality=world.municipality, number="", short_name=name)
    names = School.objects.filter(number="").values_list("short_name", flat=True)
    assert list(names) == ["Гимназия", "Ёлочная школа", "Естественный лицей", "школа «Ясень»"]


def test_people_of_a_school_are_ordered_so_too(world):
    for name in ("Янтарная", "Ёлкина", "Берёзкина"):
        f.SchoolStaffFactory(school=world.other_school, user__last_name=name)
    world.other_director.duties.all().delete()
    assert [one.user.last_name for one in people_of(world.other_school)] == ["Берёзкина", "Ёлкина", "Янтарная"]
