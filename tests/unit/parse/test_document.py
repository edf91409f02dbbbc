"""Whole documents, ordinary and hostile."""

import gzip
import time
from pathlib import Path

import pytest

from planet.errors import Kind, ParseError
from planet.parse.document import _MOST_UNPACKED


def titles(feed):
    return [entry.title.value for entry in feed.entries if entry.title]


@pytest.fixture
def secret(tmp_path):
    """A file that nobody may read, and its secret."""
    file = tmp_path / "secret.txt"
    file.write_text("the-secret")
    return file


def test_a_feed_is_read_whole(parse, rss):
    feed = parse(rss("<item><title>One</title></item><item><title>Two</title></item>"))

    assert titles(feed) == ["One", "Two"]
    assert feed.warnings == ()


def test_keys_and_facts_are_there(parse, rss):
    [entry] = parse(rss("<item><guid>1</guid><description>&lt;p>Some words here&lt;/p></description></item>")).entries

    assert (entry.key, entry.facts.words, entry.facts.opening) == ("1", 3, "Some words here")


def test_2_3_only_the_first_entries_are_read(parse, rss):
    feed = parse(rss("".join(f"<item><guid>{number}</guid></item>" for number in range(50))), max_entries=10)

    assert [entry.id for entry in feed.entries] == [str(number) for number in range(10)]
    assert feed.warnings == ("the feed has 50 entries; only the first 10 are read",)


def test_10_gzip_that_no_header_announced_is_unpacked(parse, rss):
    assert titles(parse(gzip.compress(rss("<item><title>One</title></item>").encode()))) == ["One"]


def test_13_a_bomb_of_gzip_is_unpacked_only_so_far(parse):
    bomb = gzip.compress(b"<rss><channel><title>" + bytes(2 * _MOST_UNPACKED))

    with pytest.raises(ParseError, match="unpacks to more than 10 MiB"):
        parse(bomb)


def test_41_a_document_that_breaks_off_gives_what_is_whole(parse, rss):
    whole = rss(
        "<item><title>One</title><guid>1</guid></item><item><title>Two</title><guid>2</guid><description>x</description></item>"
    )

    for end in range(whole.index("2</guid>") + len("2</guid>"), len(whole) - 1, 7):
        feed = parse(whole[:end])
        assert [entry.id for entry in feed.entries] == ["1", "2"]
        assert any("ill-formed" in warning for warning in feed.warnings)


def test_41_an_entry_that_breaks_off_before_its_id_is_left_out(parse, rss):
    whole = rss("<item><title>One</title><guid>1</guid></item><item><title>Two</title><guid>2</guid></item>")

    feed = parse(whole[: whole.index("Two") + 2])

    assert titles(feed) == ["One"]
    assert "the document breaks off; its last entry may be incomplete" in feed.warnings


@pytest.mark.parametrize(
    "before",
    [
        "\n\n  ",
        "\ufeff\ufeff",
        "Warning: x in /srv/a.php on line 3\n",
        "<br />\n<b>Notice</b>: x<br />\n",
        "<!-- c -->\n",
    ],
)
def test_42_what_stands_before_the_xml_is_left_out(parse, rss, before):
    feed = parse(before + rss("<item><title>One</title></item>"))

    assert titles(feed) == ["One"]
    assert bool(feed.warnings) == before.startswith(("Warning", "<br"))


@pytest.mark.parametrize("after", ["<!-- cached -->", "\n\n", "<script>alert(1)</script>", "garbage", "\x00\x00"])
def test_43_what_stands_after_the_feed_does_no_harm(parse, rss, after):
    feed = parse(rss("<item><title>One</title></item>") + after)

    assert titles(feed) == ["One"]


def test_44_characters_that_xml_forbids_are_left_out(parse, rss):
    feed = parse(rss("<item><title>a\x00b\x0bc\ufffe&#xD800;&#0;d</title><guid>\x001</guid></item>"))

    assert titles(feed) == ["abc\ufffd\ufffdd"]
    assert feed.entries[0].id == "1"
    assert feed.warnings == ()


def test_45_bare_ampersands_and_html_names_are_read(parse, rss):
    feed = parse(
        rss("<item><title>AT&T &nbsp;caf&eacute; &planet;</title><link>https://a.example/?a=1&b=2</link></item>")
    )

    assert titles(feed)[0].startswith("AT&T")
    assert "café" in titles(feed)[0]
    assert feed.entries[0].link == "https://a.example/?a=1&b=2"
    assert feed.warnings == ()


def test_46_no_entity_of_a_document_means_anything(parse, rss):
    document = rss("<item><title>One &nice; two</title></item>").replace(
        "<rss", '<!DOCTYPE rss [<!ENTITY nice "X">]><rss', 1
    )

    feed = parse(document)

    assert titles(feed) == ["One &nice; two"]
    assert feed.warnings == ()  # the parser has seen no declaration at all


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("doctype", "reference"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>', "&l9;"),
        (f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>', "&a;" * 20_000),
    ],
)
def test_46_47_entities_are_never_expanded(parse, rss, doctype, reference):
    document = rss(f"<item><title>One</title><description>{reference}</description></item>")
    started = time.process_time()

    [entry] = parse(document.replace("<rss", f"{doctype}<rss", 1)).entries

    assert time.process_time() - started < 1
    assert "lol" not in entry.content.value
    assert "xxx" not in entry.content.value


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "{address}">',
        '<!ENTITY % p SYSTEM "{address}"> %p;',
        '<!ENTITY x PUBLIC "-//X//EN" "{address}">',
    ],
)
def test_48_external_entities_are_never_fetched(parse, rss, secret, subset):
    doctype = f"<!DOCTYPE rss SYSTEM '{secret.as_uri()}' [{subset.format(address=secret.as_uri())}]>"
    document = rss("<item><title>One &x;</title></item>").replace("<rss", f"{doctype}<rss", 1)

    feed = parse(document)

    assert titles(feed) == ["One &x;"]
    assert "the-secret" not in repr(feed)


def test_a_document_that_only_declares_entities_is_read(parse, rss):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD" "http://x.example/x.dtd" [<!ENTITY copy "&#169;">]>'

    assert titles(parse(rss("<item><title>&copy; Jo</title></item>").replace("<rss", f"{doctype}<rss", 1))) == ["© Jo"]


def test_49_xinclude_and_style_sheets_are_ignored(parse, rss, secret):
    document = rss(
        '<item><title>One</title><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        f'href="{secret.as_uri()}"/></item>'
    ).replace("<rss", f'<?xml-stylesheet type="text/xsl" href="{secret.as_uri()}"?><rss', 1)

    feed = parse(document)

    assert titles(feed) == ["One"]
    assert "the-secret" not in repr(feed)


def test_line_numbers_are_those_of_the_document(parse):
    text = "<?xml version='1.0'?>\n<!-- two\nlines -->\n<rss><channel><title>T</title>\n<x></y>\n</channel></rss>"

    assert "near line 5 " in parse(text).warnings[0]


def test_62_65_entries_with_little_in_them_are_kept(parse, rss):
    feed = parse(
        rss(
            "<item><description>only this</description></item><item><link>https://a.example/</link></item>"
            "<item><guid isPermaLink='false'>x</guid></item><item/>"
            "<item><enclosure url='https://a.example/1.mp3' type='audio/mpeg'/></item>"
        )
    )

    assert len(feed.entries) == 4


def test_51_deep_nesting_ends(parse, rss):
    started = time.process_time()

    feed = parse(rss(f"<item><title>One</title><description>{'<b>' * 20_000}</description></item>"))

    assert titles(feed) == ["One"]
    assert time.process_time() - started < 10


def test_a_wrong_label_is_a_warning_and_not_a_failure(parse, rss):
    document = rss("<item><title>Привет, как дела? Сегодня хорошо</title></item>").replace(
        "?>", ' encoding="utf-8"?>', 1
    )

    feed = parse(document.encode("cp1251"))

    assert titles(feed) == ["Привет, как дела? Сегодня хорошо"]
    assert feed.warnings == ("the encoding is not declared rightly; read as cp1251",)


def test_a_feed_read_from_a_file_has_no_address(parse, rss):
    feed = parse(rss("<item><link>/x</link></item>"), url="feeds/local.xml")

    assert feed.base is None
    assert feed.entries[0].link == "/x"


def test_reading_twice_gives_the_same(parse, atom):
    document = atom("".join(f"<entry><id>{n % 3}</id><title>{n}</title></entry>" for n in range(9)))

    assert parse(document) == parse(document)


def test_utf_7_is_refused_in_a_whole_document(parse):
    body = b'<?xml version="1.0" encoding="utf-7"?><rss><channel><title>+ADw-script+AD4-</title></channel></rss>'

    with pytest.raises(ParseError) as caught:
        parse(body)

    assert caught.value.kind == Kind.MALFORMED


def test_the_room_imports_nothing_of_the_network():
    room = Path(__file__).parents[3] / "planet" / "parse"

    for file in room.glob("*.py"):
        assert not any(word in file.read_text() for word in ("import socket", "urlopen", "httpx", "open(")), file.name
