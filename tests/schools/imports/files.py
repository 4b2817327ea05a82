"""XLSX files of school registries, made on the spot."""

from io import BytesIO

from openpyxl import Workbook

HEADER = ("Полное наименование", "Краткое наименование", "Номер", "Тип", "Адрес", "Обучающихся", "Директор", "E-mail")


def xlsx(*rows, header=HEADER, above=()):
    workbook = Workbook()
    for row in (*above, header, *rows):
        workbook.active.append(row)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def line(name="СОШ № 5", full="Средняя школа № 5", **said):
    told = {"number": None, "kind": None, "address": None, "pupils": None, "director": None, "email": None} | said
    return (full, name, *told.values())
