"""How text is aligned is kept, in an attribute of ours."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p style="text-align:center">x</p>', '<p data-align="center">x</p>'),
        ('<p style="color:red;TEXT-ALIGN: Right !important">x</p>', '<p data-align="right">x</p>'),
        ('<p align="CENTER">x</p>', '<p data-align="center">x</p>'),
        ("<center>x</center>", '<div data-align="center">x</div>'),
        ('<h2 style="text-align:end">x</h2>', '<h4 data-align="right">x</h4>'),
        ('<p style="text-align:left">x</p>', "<p>x</p>"),
        ('<p style="vertical-text-align:center">x</p>', "<p>x</p>"),
        ('<p data-align="&quot;onclick=x">x</p>', "<p>x</p>"),
        ('<p style="text-align:center;background:url(javascript:x)">x</p>', '<p data-align="center">x</p>'),
        ('<blockquote align="center">x</blockquote>', "<blockquote>x</blockquote>"),
    ],
)
def test_text_stands_where_it_stood(clean, html, shown):
    assert clean(html) == shown


def test_cells_are_aligned(clean):
    assert '<td data-align="right">1</td>' in clean("<table><tr><td align=right>1</td></tr></table>")


@pytest.mark.parametrize(
    ("name", "side"),
    [("has-text-align-center", "center"), ("has-text-align-right", "right"), ("text-center", "center")],
)
def test_classes_that_align_are_kept_as_what_they_say(clean, name, side):
    assert clean(f'<p class="x {name}">a</p>') == f'<p data-align="{side}">a</p>'


def test_other_classes_align_nothing(clean):
    assert clean('<p class="center text-center-ish">a</p>') == "<p>a</p>"
