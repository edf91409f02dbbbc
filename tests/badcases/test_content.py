"""Cases 83 to 100 of the bad cases: what stands in entries. The documents are in plugins/odd_documents.py.

What a browser makes of it is proved in tests/browser; here the pages are read as text.
"""

from __future__ import annotations

import re

import pytest
from lxml import etree

ACTIVE = ("script", "iframe", "object", "embed", "form", "style", "base", "meta")


def written(odd):
    """Every page and feed of the site, as text."""
    paths = [path for path in odd.planet.output.rglob("*") if path.suffix in {".html", ".xml", ".opml"}]
    return {str(path.relative_to(odd.planet.output)): path.read_text("utf-8") for path in paths}


def active(odd):
    """Elements inside entries that could do anything, and attributes that could."""
    found = odd.planet.page().xpath("//article//*")
    return [one.tag for one in found if one.tag in ACTIVE or any(name.startswith("on") for name in one.attrib)]


def test_nothing_in_any_entry_can_do_anything(odd):
    assert active(odd) == []
    for path, text in written(odd).items():
        assert "<script>xssmark" not in text, path


def test_case_083_double_escaped_title(odd):
    # One reading, everywhere the same, and never markup: RSS titles are text of HTML, so this is what was meant.
    assert odd.post("083").title == "AT&T <b>"
    assert "AT&amp;T &lt;b&gt;" in written(odd)["index.html"]


def test_case_084_html_in_title(odd):
    assert odd.post("084").title == "Title"


def test_case_085_text_is_not_markup(odd):
    plain, text = odd.posts("085")

    assert "<script>xssmark()</script>" in plain.text
    assert "<script>xssmark()</script>" in text.text
    assert "&lt;script&gt;" in plain.html
    assert "&lt;script&gt;" in text.html


def test_case_086_type_unknown(odd):
    post = odd.post("086")

    assert "svg" not in post.html.lower()
    assert "onload" not in post.html


def test_case_087_xhtml_content(odd):
    post = odd.post("087")

    assert "<p>Prefixed</p>" in post.html
    assert "xh:" not in post.html
    assert "xssmark" not in post.html


def test_case_088_base64_and_out_of_line(odd):
    elsewhere, packed = sorted(odd.posts("088"), key=lambda post: post.title)

    assert elsewhere.link == "https://b.example/1"
    assert "AAEC" not in packed.text
    assert odd.feed("088")["status"] == 200


def test_case_089_cdata_traps(odd):
    post = odd.post("089")

    assert post.title == "Split ]]> here"
    assert "a ]]> b & c" in post.text


def test_case_090_content_vs_summary(odd):
    post = odd.post("090")

    assert "The full text of it" in post.text
    assert "Only a summary" not in post.text


def test_case_091_unclosed_tags(odd):
    posts = {post.title: post for post in odd.posts("091")}

    assert set(posts) == {"Unclosed", "Plaintext", "Textarea"}
    assert "before" in posts["Plaintext"].text
    # Each is an article of its own, none inside another, and what comes after them is where it belongs.
    page = odd.planet.page()
    assert page.xpath("//article//article") == []
    assert len(page.xpath("//footer[not(ancestor::article) and not(ancestor::main)]")) >= 1
    assert len(page.xpath("//main")) == 1


def test_case_092_layout_breaking(odd):
    post = odd.post("092")

    assert "\u202e" not in post.title
    assert "style=" not in post.html
    assert "<div class=" in post.html  # the wide table scrolls in a box of its own
    assert odd.planet.page().xpath("//article//h3//bdi | //article//h3[@dir]")


def test_case_093_names_clobbering(odd):
    page, html = odd.planet.page(), odd.post("093").html

    assert "<form" not in html
    assert not re.search(r'\s(?:id|name)="(?!e-)', html)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [one.tag for one in page.xpath("//*[@id='main']")] in ([], ["main"])


def test_case_094_trackers_and_media(odd):
    html = odd.post("094").html

    assert "t.example/p.gif" not in html
    assert "autoplay" not in html
    assert "<iframe" not in html
    assert "<object" not in html
    assert 'href="https://v.example/"' in html
    assert 'alt="A cat"' in html


def test_case_095_platypus(odd):
    assert "expression" not in odd.post("095").html


def test_case_096_mutation(odd):
    html = odd.post("096").html

    assert "onerror" not in html
    assert "<img" not in html
    assert "xssmark" not in html


@pytest.mark.parametrize("path", ["atom.xml", "feeds.opml"])
def test_case_097_markup_in_every_field(odd, path):
    tree = etree.fromstring((odd.planet.output / path).read_bytes())

    assert odd.post("097").title == "Markup"
    assert not [one for one in tree.iter() if isinstance(one.tag, str) and one.tag.endswith("script")]


def test_case_098_template_look_alikes(odd):
    post = odd.post("098")

    assert post.title == "{{7*7}} {% raw %} ${x} #{y}"
    assert "{{ config }} {% include 'x' %}" in post.text


def test_case_099_path_traversal(odd):
    names = [path.relative_to(odd.planet.output) for path in odd.planet.output.rglob("*")]

    assert odd.post("099").title == "../../../etc/passwd"
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]+", str(name))] == []
    assert sorted(path.name for path in odd.planet.folder.iterdir()) == [".planet", "config.yaml", "output"]


def test_case_100_language_and_direction(odd):
    post = odd.post("100")

    assert 'dir="rtl"' in post.html
    assert 'lang="ar"' in post.html
    assert odd.planet.page().get("lang") == "en"
