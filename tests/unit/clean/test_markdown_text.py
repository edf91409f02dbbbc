"""The maintainer's own Markdown."""

from __future__ import annotations

import re

from planet.clean import clean_markdown, markdown_key


def test_headings_begin_below_the_title_of_the_page():
    assert clean_markdown("# One\n\n### Two") == "<h2>One</h2>\n<h3>Two</h3>"


def test_links_within_the_site_stay_relative_and_others_are_trusted():
    html = clean_markdown("[a](../about/) [b](https://x.example/)")

    assert html == '<p><a href="../about/">a</a> <a href="https://x.example/">b</a></p>'


def test_tables_and_code_are_markup():
    html = clean_markdown("|a|b|\n|-|-|\n|1|2|\n\n```python\nx = 1\n```\n")

    assert "<th>a</th>" in html
    assert '<code class="language-python">x = 1\n</code>' in html


def test_footnotes_point_to_each_other():
    html = clean_markdown("Text[^1].\n\n[^1]: Note.")

    targets = set(re.findall(r'id="(e-[^"]+)"', html))
    assert len(targets) == 2
    assert set(re.findall(r'href="#([^"]+)"', html)) == targets


def test_raw_html_passes_the_same_policy():
    html = clean_markdown('<script>alert(1)</script>\n\n<p onclick="x">a</p>\n\n[x](javascript:alert(1))')

    assert "alert" not in html
    assert "onclick" not in html


def test_nothing_is_nothing_and_the_same_text_gives_the_same_bytes():
    assert clean_markdown(" \n") == ""
    assert clean_markdown("a[^1]\n\n[^1]: b") == clean_markdown("a[^1]\n\n[^1]: b")


def test_what_was_made_before_is_found_again_and_another_text_is_not():
    kept = {markdown_key("*one*"): "<p>kept</p>"}

    assert clean_markdown("*one*", kept) == "<p>kept</p>"
    assert clean_markdown("*two*", kept) == "<p><em>two</em></p>"
    assert markdown_key("*one*", version=0) != markdown_key("*one*")
