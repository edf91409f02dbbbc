"""Wide things scroll inside a box that a keyboard reaches."""

from __future__ import annotations

WIDE = "x" * 50


def test_a_table_gets_a_box_named_after_its_caption(clean):
    html = clean("<table><caption>Prices &amp; more</caption><tbody><tr><td>1</td></tr></tbody></table>")

    assert html.startswith('<div class="scroll" role="group" tabindex="0" aria-label="Prices &amp; more"><table>')
    assert html.endswith("</table></div>")


def test_a_table_without_caption_is_named_after_the_entry(clean):
    assert 'aria-label="Title"' in clean("<table><tr><td>1</table>")


def test_code_that_fits_a_phone_needs_no_box(clean):
    assert clean("<pre><code>short</code></pre>") == "<pre><code>short</code></pre>"


def test_wide_code_gets_a_box_named_after_its_language(clean):
    html = clean(f'<pre><code class="language-rust">{WIDE}</code></pre>')

    assert html.startswith('<div class="scroll" role="group" tabindex="0" aria-label="rust"><pre>')


def test_only_the_outermost_gets_a_box(clean):
    html = clean(f"<table><tr><td><table><tr><td><pre>{WIDE}</pre></table></table>")

    assert html.count('class="scroll"') == 1


def test_nothing_inside_a_link_gets_a_box(clean):
    assert "scroll" not in clean(f'<a href="/x"><pre>{WIDE}</pre></a>')


def test_a_box_that_is_there_is_not_boxed_again(clean):
    once = clean("<table><tr><td>1</table>")

    assert clean(once) == once


def test_a_long_displayed_formula_can_be_reached_by_keyboard_where_it_stands(clean):
    symbols = "<mi>x</mi>" * 30

    html = clean(f'<p>So <math display="block"><mrow>{symbols}</mrow></math></p>')

    assert html.startswith('<p>So <math display="block" tabindex="0">')
    assert clean(html) == html


def test_a_short_formula_or_one_within_a_line_is_no_stop_for_the_keyboard(clean):
    assert "tabindex" not in clean('<math display="block" tabindex="0"><mi>x</mi></math>')
    assert "tabindex" not in clean('<p>a <math tabindex="0"><mi>x</mi></math></p>')


def test_characters_that_nobody_sees_make_no_code_wide(clean):
    once = clean(f"<pre><code>\x0b{'x' * 32}</code></pre>")

    assert once == clean(once) == f"<pre><code>{'x' * 32}</code></pre>"
