"""Text that is not HTML, as HTML."""

from __future__ import annotations

import pytest

from planet.clean.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\r\n \r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a & b &lt;", "<p>a &amp; b &amp;lt;</p>"),
        (
            "see https://x.example/a?b=1&c=2.",
            '<p>see <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_text_is_escaped_and_keeps_its_lines(text, html):
    assert paragraphs(text) == html
