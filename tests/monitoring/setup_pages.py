"""Posting a setup form as a browser does: what the page showed, with some of it changed."""

from django.test import Client


def post(client: Client, url: str, page=None, **changed: object):
    """`page`: an earlier answer, for a form that has been open for a while."""
    form = (page or client.get(url)).context["form"]
    shown = {field.name: _text(field.value()) for field in form}
    remembered = {field.html_initial_name: shown[field.name] for field in form}
    return client.post(url, {**remembered, **shown, **changed})


def _text(value: object) -> str:
    return "" if value is None else str(value)
