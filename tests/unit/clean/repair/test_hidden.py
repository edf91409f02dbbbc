"""What the author's own page does not show is not shown."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        "<p hidden=''>x</p>",
        '<div style="display:none">x</div>',
        '<div style="color: red; DISPLAY : NONE !important;">x</div>',
        '<div style="display:/**/none">x</div>',
        '<span style="visibility: hidden">x</span>',
        '<span class="screen-reader-text">x</span>',
        '<span class="a sr-only b">x</span>',
        '<a class="visually-hidden" href="#x">x</a>',
    ],
)
def test_hidden_text_is_not_shown(clean, hidden):
    assert clean(f"a{hidden}b") == "ab"


@pytest.mark.parametrize(
    "shown",
    [
        '<p hidden="until-found">x</p>',
        '<p style="display:block">x</p>',
        '<p style="background:url(display:none)">x</p>',
        '<p style="--display:none">x</p>',
        '<p class="spoiler collapsed">x</p>',
        '<p aria-hidden="true">x</p>',
    ],
)
def test_what_only_sounds_hidden_is_shown(clean, shown):
    assert clean(shown) == "<p>x</p>"
