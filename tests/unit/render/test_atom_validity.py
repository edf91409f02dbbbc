"""The feed that templates make, under the rules of tests/plugins/atom_rules.py, with hostile values in every field.

Which message of the W3C validator is a rule there, and why the others cannot occur: tests/validity.
"""

import pytest
from plugins.atom_rules import findings

from planet.model.atom import Content, Enclosure, Person, SafeHtml, Source


def test_the_sample_feed_breaks_no_rule(rendered):
    assert findings(rendered["atom.xml"].encode()) == []


def test_a_planet_without_address_or_entries_breaks_none(atom, make_view, empty_view):
    assert findings(atom(make_view(url=None, author=None)).encode()) == [("MissingSelf", "")]
    assert set(findings(atom(empty_view).encode())) <= {("MissingSelf", "")}


@pytest.mark.parametrize("link", ["https://x.example/a b|\\ü", "magnet:?xt=urn:btih:x y", None])
def test_hostile_and_broken_values_break_none(atom, one_entry, another, hostile, link):
    nasty = f"{hostile}\x00\x07\x85\ud800\ufffd\ufffe&nbsp;</b>"
    fields = {
        "title": nasty,
        "link": link,
        "lang": nasty,
        "authors": (Person(name=nasty, uri=nasty, email=nasty), Person(name="\x00"), Person(name="&amp;amp;")),
        "categories": (nasty, " ", "\x00"),
        "rights": nasty,
        "content": Content(html=SafeHtml(f"<p>\x00\ufffd{'x' * 99}</p>"), lang=nasty),
        "summary": Content(html=SafeHtml(" \x00 ")),
        "enclosures": (Enclosure(href="https://x.example/ b", type=nasty, length_bytes=-1, title=nasty),),
        "source": Source(title=nasty, id=nasty, link=nasty),
    }
    bare = another("bare", title="", link=link)

    made = atom(one_entry(also=(bare, another("same", title="\x00\x01")), **fields))

    assert set(findings(made.encode())) <= {("MissingSelf", "")}
