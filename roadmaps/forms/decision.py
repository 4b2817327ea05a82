"""The answer to «когда?»: read right, one of the readings, days of one's own, no day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from roadmaps.deadlines import Choice
from roadmaps.questions import Question

DATE_ROWS = 6


class DecisionForm(forms.Form):
    """`answer` is the button pressed: confirm, no_date, undo, dates, or reading:0. Dates are read only for «dates»."""

    answer = forms.RegexField(
        r"^(confirm|no_date|undo|dates|reading:\d{1,2})\Z",
        error_messages={"required": "Выберите один из ответов.", "invalid": "Выберите один из ответов."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Обновите страницу."})

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{question.activity.pk}_%s"  # many cards on one page
        self.question = question
        self.fields["version"].initial = question.activity.version
        for row in range(DATE_ROWS):
            self.fields[f"from_{row}"] = _day("С какого дня (если важно)")
            self.fields[f"to_{row}"] = _day("По какой день — срок")

    @property
    def date_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"from_{row}"], self[f"to_{row}"]) for row in range(DATE_ROWS)]

    @property
    def has_more_days(self) -> bool:
        return any(field.value() for row in self.date_rows[1:] for field in row)

    @property
    def asks_for_days(self) -> bool:
        """Whether the person was setting days when the form came back."""
        return self.is_bound and self.data.get("answer") == "dates"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answer = data.get("answer", "")
        if answer == "dates":
            data["choice"] = self._dates(data)
        elif answer.startswith("reading:"):
            data["choice"] = self._reading(int(answer.removeprefix("reading:")))
        else:
            data["choice"] = {"confirm": Choice.confirm(), "no_date": Choice.no_date()}.get(answer)
        return data

    def _reading(self, number: int) -> Choice | None:
        try:
            return Choice.reading(self.question.meaning, number)
        except ValueError:
            self.add_error(None, "Такого прочтения у срока больше нет. Обновите страницу.")
            return None

    def _dates(self, data: dict[str, Any]) -> Choice | None:
        """Days of the filled rows; an error stands at the field it is about."""
        if any(name.startswith(("from_", "to_")) for name in self.errors):
            return None
        rows = [(row, data.get(f"from_{row}"), data.get(f"to_{row}")) for row in range(DATE_ROWS)]
        filled = [(row, start, due) for row, start, due in rows if start or due]
        if not filled:
            self.add_error("to_0", "Укажите день, к которому нужно сделать.")
        for row, start, due in filled:
            self._check(row, start, due)
        return None if self.errors else Choice.dates(*[(start, due) for _, start, due in filled])

    def _check(self, row: int, start: date | None, due: date | None) -> None:
        programme = self.question.programme
        if due is None:
            self.add_error(f"to_{row}", "Укажите и последний день.")
        elif start and start > due:
            self.add_error(f"to_{row}", "Последний день раньше первого.")
        for name, day in ((f"from_{row}", start), (f"to_{row}", due)):
            if day and not programme.starts_on <= day <= programme.ends_on:
                span = f"{programme.starts_on:%d.%m.%Y} — {programme.ends_on:%d.%m.%Y}"
                self.add_error(name, f"День вне годов программы ({span}).")


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    invalid = {"invalid": "Такого дня нет. Напишите, например, 15.09.2026."}
    return forms.DateField(label=label, required=False, widget=widget, error_messages=invalid)
