"""Dates and times are shown in the zone of the reader's municipality."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class TimezoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        municipality = request.user.municipality if request.user.is_authenticated else None
        if municipality is None:
            return self.get_response(request)
        with timezone.override(municipality.timezone):
            return self.get_response(request)
