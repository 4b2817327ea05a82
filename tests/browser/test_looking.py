"""What `Visitor.look` must notice: a check that never fails proves nothing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FAULTS = {
    "an image without a text": ("document.body.append(new Image())", "image-alt"),
    "a field without a label": ("document.querySelector('main').append(document.createElement('input'))", "label:"),
    "pale text": ("document.querySelector('h1').style.color = '#aaaaaa'", "color-contrast"),
    "an inline style": ("document.querySelector('h1').setAttribute('style', 'color: red')", "CSP style-src"),
    "an inline script": (
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "CSP script-src",
    ),
    "a foreign server": (
        "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2/x.png', alt: ''}))",
        "CSP img-src",
    ),
    "an error in a script": ("setTimeout(() => { throw new Error('ой') })", "ой"),
    "a page wider than a phone": ("document.querySelector('h1').style.width = '500px'", "wider than the window"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_look_notices(arrive, portal, fault):
    act, complaint = FAULTS[fault]
    visitor = arrive()
    visitor.page.goto("/login/")
    visitor.page.evaluate(f"() => {{ {act}; }}")
    with pytest.raises(AssertionError, match=complaint):
        visitor.look()
    visitor.complaints.clear()
