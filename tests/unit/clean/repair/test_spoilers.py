"""Spoilers stay covered."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["spoiler", "spoilers", "bbcode_spoiler"])
def test_a_spoiler_is_covered(clean, name):
    assert clean(f'<div class="{name}"><p>x</p></div>') == "<details><p>x</p></details>"


@pytest.mark.parametrize(
    ("title", "content"),
    [("spoiler-warning", "spoiler-content"), ("su-spoiler-title", "su-spoiler-content"), ("spoiler-title", "other")],
)
def test_its_title_stands_on_the_cover(clean, title, content):
    kind = "su-spoiler" if title.startswith("su") else "spoiler"
    html = f'<div class="{kind}">\n<div class="{title}">T</div>\n<div class="{content}">x</div>\n</div>'

    assert clean(html) == "<details><summary>T</summary><div>x</div></details>"


def test_what_a_script_would_have_shown_is_under_the_cover(clean):
    html = '<div class="spoiler"><div class="spoiler-content" style="display:none">x</div></div>'

    assert clean(html) == "<details><div>x</div></details>"


@pytest.mark.parametrize(
    "html", ['<div class="spoiler-free">x</div>', '<p><span class="spoiler">x</span></p>', '<p class="collapsed">x</p>']
)
def test_what_is_no_block_or_only_sounds_like_one_is_shown(clean, html):
    assert "<details" not in clean(html)


def test_there_is_one_cover(clean):
    html = '<details><summary>S</summary><div class="spoiler">x</div></details>'

    assert clean(html) == "<details><summary>S</summary><div>x</div></details>"


def test_a_payload_under_a_cover_is_gone(clean):
    html = clean(
        '<div class="spoiler" ontoggle=alert(1) id="e-ff-x"><div class=spoiler-title><script>x</script>T</div></div>'
    )

    assert html == "<details><summary>T</summary></details>"
