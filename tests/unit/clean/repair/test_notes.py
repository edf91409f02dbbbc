"""Notes in the margin are set apart from the text."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["sidenote", "marginnote", "ltx_note_content", "modern-footnotes-footnote__note"])
def test_a_note_is_small_print(clean, name):
    assert (
        clean(f'<p>a<span class="x {name}">Note <b>b</b>.</span> c</p>') == "<p>a <small>Note <b>b</b>.</small> c</p>"
    )


def test_a_note_that_is_led_to_keeps_its_id(clean):
    html = clean('<p><a href="#n">1</a><span class="sidenote" id="n">Note.</span></p>')

    assert '<small id="e-0a-n">' in html


def test_other_labels_and_spans_stay(clean):
    assert clean('<p><label>Name</label><span class="note">n</span></p>') == "<p>Namen</p>"


def test_a_payload_in_a_note_is_gone(clean):
    html = clean('<span class="sidenote" onclick="alert(1)" id="e-ff-x"><img src=x onerror=alert(1)></span>')

    assert "alert" not in html
    assert "e-ff-x" not in html
