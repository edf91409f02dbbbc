from __future__ import annotations

from planet.model.atom import KnownEntries
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document
from planet.store.connection import Connection


def document(*numbers, text="A text."):
    items = "".join(
        f"<item><guid>{n}</guid><title>Post {n}</title><link>https://ann.example.org/{n}</link>"
        f"<pubDate>Sun, 01 Mar 2026 10:{n:02}:00 GMT</pubDate><description>{text} {n}</description></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Ann</title>{items}</channel></rss>".encode()


def read(body, url, known=None):
    answer = Fetched(feed_url=url, final_url=url, body=body)
    return parse_document(ReadJob(answer=answer, max_entries=500, known=known or KnownEntries()))


def known_to(opened, url):
    with opened() as store:
        return store.readings([url])[url]


def test_of_twenty_entries_with_one_new_one_is_read(save, told, opened, url):
    save(told.taken_in(*read(document(*range(20)), url).entries, known=read(document(*range(20)), url).known))

    second = read(document(*range(21)), url, known_to(opened, url))
    saved = save(told.taken_in(*second.entries, known=second.known, left_out=second.left_out))

    assert (len(second.entries), len(second.left_out)) == (1, 20)
    assert (saved.new, saved.edited) == (1, 0)
    assert (saved.health.entries_seen, saved.health.entries_new) == (21, 1)


def test_an_edited_entry_is_read_again_and_known_anew(save, told, opened, url):
    first = read(document(1, 2), url)
    save(told.taken_in(*first.entries, known=first.known))
    edited = document(1, 2).replace(b"A text. 2", b"Another text. 2")

    second = read(edited, url, known_to(opened, url))
    saved = save(told.taken_in(*second.entries, known=second.known, left_out=second.left_out))

    assert [entry.id for entry in second.entries] == ["2"]
    assert (saved.new, saved.edited) == (0, 1)
    assert len(read(edited, url, known_to(opened, url)).left_out) == 2


def test_what_is_not_read_still_counts_as_part_of_the_document(save, told, opened, url, state_file):
    first = read(document(1, 2), url)
    save(told.taken_in(*first.entries, known=first.known))
    second = read(document(1, 2, 3), url, known_to(opened, url))

    save(told.taken_in(*second.entries, known=second.known, left_out=second.left_out))

    listed = Connection(state_file).row("SELECT listed FROM feeds")[0]
    assert listed.count('"') == 2 * 3


def test_an_entry_that_is_not_read_is_never_taken_for_a_new_one(save, told, opened, url):
    """The new one has all that a known one has but the id: it is another post, for the known one is still there."""
    first = read(document(1), url)
    save(told.taken_in(*first.entries, known=first.known))
    item = document(1).partition(b"</title>")[2].partition(b"</channel>")[0]
    twin = document(1).replace(item, item + item.replace(b"<guid>1<", b"<guid>other<"))

    second = read(twin, url, known_to(opened, url))
    saved = save(told.taken_in(*second.entries, known=second.known, left_out=second.left_out))

    assert saved.new == len(second.entries) == 1


def test_a_feed_of_which_nothing_is_known_is_read_whole(opened, url):
    assert known_to(opened, url) == KnownEntries()


def test_a_record_that_cannot_be_read_is_none(save, told, opened, url, state_file):
    first = read(document(1), url)
    save(told.taken_in(*first.entries, known=first.known))
    connection = Connection(state_file)
    connection.write("UPDATE readings SET known = '[]'")
    connection.commit()

    assert known_to(opened, url) == KnownEntries()
