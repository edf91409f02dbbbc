"""Where the entries of a document lie."""

import random
import time

import pytest

from planet.parse.skim import lay_out

RSS = "<rss version='2.0' xmlns:dc='urn:dc'><channel lang='ru'><title>T</title>{0}</channel></rss>"


def laid_out(entries: str, around: str = RSS):
    return lay_out(around.replace("{0}", entries).encode())


def test_every_entry_is_found_from_its_start_tag_to_its_end_tag():
    document = RSS.replace("{0}", "<item><title>é</title></item >\n<!-- two --><item a='>'>x]]&gt;<b/></item>").encode()

    layout = lay_out(document)

    found = [document[start:end].decode() for start, end in layout.spans]
    assert found == ["<item><title>é</title></item >", "<item a='>'>x]]&gt;<b/></item>"]
    assert layout.level == 3


def test_a_mark_is_of_all_bytes_of_an_entry_and_of_nothing_else():
    one, two = laid_out("<item>1</item><item>2</item>").marks
    moved = laid_out("<item>2</item>\n<item>1</item><item>1 </item>")

    assert moved.marks[:2] == (two, one)
    assert moved.marks[2] not in {one, two}
    assert moved.known_by({one}) == {1}


@pytest.mark.parametrize(("most", "is_laid_out"), [(None, True), (3, True), (2, False)])
def test_a_document_with_too_many_entries_has_no_layout(most, is_laid_out):
    document = RSS.replace("{0}", "<item>1</item><item>2</item><item>3</item>").encode()

    assert (lay_out(document, most=most) is not None) == is_laid_out


def test_a_document_with_too_many_entries_is_left_at_the_first_of_them():
    document = RSS.replace("{0}", "<item>1</item>" * 200_000).encode()
    started = time.process_time()

    lay_out(document, most=10)

    assert time.process_time() - started < 0.1


def test_an_entry_that_is_there_twice_is_not_known():
    layout = laid_out("<item>1</item><item>1</item><item>2</item>")

    assert layout.known_by(layout.marks) == {2}


@pytest.mark.parametrize(
    "entries",
    [
        "",
        "<item>1</item><item>",  # ill-formed
        "<item><item>1</item></item>",
        "<item><x><entry/></x></item>",
        "<item>1</item><title>Late</title>",
        "<item>1</item>text",
        "<item>1</item><![CDATA[text]]>",
        "<item>1</item><group><item>2</item></group>",
        "<item>1</item></channel><channel><item>2</item>",
        "<item>1</item></channel><channel><title>Late</title>",
        "<item>1</item><item/>",
        "<item>1</item><?what ever?><item>2</item>",
    ],
)
def test_what_cannot_be_taken_apart_safely_has_no_layout(entries):
    assert laid_out("<item>0</item>").spans
    assert laid_out(entries) is None


@pytest.mark.parametrize(
    ("entries", "is_safe"),
    [
        ("<item xmlns:a='urn:a'>1</item><item xmlns:a='urn:a'>2</item>", True),
        ("<item xmlns='urn:a'>1</item><item xmlns='urn:b'>2</item>", True),
        ("<item xmlns:e='urn:dc'>1</item>", True),
        ("<item xmlns:a='urn:a'>1</item><item><x xmlns:a='urn:b'/></item>", False),
        ("<item xmlns:a='urn:a'>1</item><item xmlns:b='urn:a'>2</item>", False),
        ("<item xmlns:dc='urn:b'>1</item>", False),
    ],
)
def test_entries_must_agree_about_namespaces(entries, is_safe):
    assert (laid_out(entries) is not None) == is_safe


def test_what_is_around_the_entries_counts_and_what_is_beside_them_does_not():
    item = "<item xmlns:a='urn:a'>1</item>"
    layout = laid_out(item)

    assert laid_out(item, RSS.replace("<title>T", "<title>U")).around == layout.around
    assert laid_out(item + item.replace("1", "2")).around == layout.around
    assert laid_out(item, RSS.replace("'ru'", "'de'")).around != layout.around
    assert laid_out(item, RSS.replace("urn:dc", "urn:dd")).around != layout.around
    assert laid_out(item, RSS.replace("version", "base")).around != layout.around


def test_documents_of_any_shape_are_laid_out_or_not():
    chance = random.Random("shapes")
    pieces = ("<item>", "</item>", "<x>", "</x>", "text", "<!-- > -->", "<![CDATA[<item>]]>", "<y a='</item>'/>")
    laid = 0
    for _ in range(3000):
        body = RSS.replace("{0}", "".join(chance.choices(pieces, k=chance.randrange(8)))).encode()
        layout = lay_out(body)
        if layout:
            laid += 1
            assert all(body[start:end].startswith(b"<item>") for start, end in layout.spans)
            assert all(body[start:end].endswith(b"</item>") for start, end in layout.spans)

    assert laid > 20
