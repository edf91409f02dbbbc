"""Listings laid out as tables, boxes or pasted lines are the author's code again: listings.yaml has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

LINES = "def f():\n    return 1"
WILD = yaml.safe_load(Path(__file__).with_name("listings.yaml").read_text("utf-8"))


def listing(html):
    """The text of the only listing."""
    [found] = re.findall(r"<pre>(?:<code[^>]*>)?(.*?)(?:</code>)?</pre>", html, re.DOTALL)
    return found


@pytest.mark.parametrize("tool", WILD)
def test_whatever_wrote_it_the_code_is_the_author_s(clean, tool):
    html = clean(WILD[tool])

    assert listing(html).strip("\n") == LINES
    assert "<code" in html


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        (
            '<table><tr><td class="line-number">1</td><td>Arma virumque</td></tr></table>',
            "<td>1</td><td>Arma virumque</td>",
        ),
        ("<pre><code>1 a\n2 b</code></pre>", "1 a\n2 b"),
        ("<pre><ol><li>1</li><li>2</li></ol></pre>", "1\n2"),
        ('<p style="white-space: pre">a  b</p>', "<p>a  b</p>"),
        ('<div style="font-family: monospace">a</div>', "<div>a</div>"),
        ("<table><tr><td>1</td><td><code>x</code></td></tr></table>", "<td>1</td>"),
        ("<button>Copy</button>", "Copy"),
    ],
)
def test_what_only_looks_like_line_numbers_stays(clean, html, stays):
    assert stays in clean(html)


def test_the_name_of_a_file_becomes_the_caption(clean):
    assert "<figcaption>f.py</figcaption><pre>" in clean(WILD["Pygments with a file name"])


def test_a_button_that_copies_goes(clean):
    assert clean('<div><button class="copy-btn">Copy</button><pre>x</pre></div>') == "<div><pre>x</pre></div>"


@pytest.mark.parametrize("language", ["auto", "generic", "raw"])
def test_what_is_no_language_names_none(clean, language):
    assert "language-" not in clean(f'<pre><code class="lang-{language}">x</code></pre>')


@pytest.mark.parametrize("tool", WILD)
def test_a_payload_in_a_listing_is_text_or_gone(clean, tool):
    payload = "<img src=x onerror=alert(1)><script>alert(1)</script><style>p</style><svg onload=alert(1)></svg>"
    html = clean(WILD[tool].replace("return 1", payload))

    assert not re.search(r"<(?:script|style|svg)|<[^>]*onerror", html)
