import pytest

from orders.rendering.names import in_accusative, signature_name


@pytest.mark.parametrize(
    ("name", "declined"),
    [
        ("Белая Светлана Анатольевна", "Белую\u00a0С.А."),
        ("Дубравин Сергей Львович", "Дубравина\u00a0С.Л."),
        ("Губа Галина Викторовна", "Губу\u00a0Г.В."),
        ("Ковальчук Анна Павловна", "Ковальчук\u00a0А.П."),
        ("Ковальчук Иван Павлович", "Ковальчука\u00a0И.П."),
        ("Римский-Корсаков Лев Фомич", "Римского-Корсакова\u00a0Л.Ф."),
        ("Ким Су", "Ким Су"),
    ],
)
def test_control_is_laid_upon_a_declined_name(name, declined):
    assert in_accusative(name) == declined


@pytest.mark.parametrize(
    ("name", "signed"), [("Озерова Нина Андреевна", "Н.А.\u00a0Озерова"), ("Н.А. Озерова", "Н.А. Озерова")]
)
def test_signature_has_initials_first(name, signed):
    assert signature_name(name) == signed
