"""Ids that come out of feedparser as they were written."""

import time

import pytest

from planet.parse.feedparser_types import read_well_formed, text_of
from planet.parse.guard import PERMALINK, guard_ids, guarded
from planet.parse.skim import lay_out

RSS = "<rss version='2.0'><channel><title>T</title>{0}</channel></rss>"


@pytest.mark.parametrize(
    ("tag", "changed"),
    [
        ("<guid>", f'<guid isPermaLink="false">{PERMALINK}'),
        ("<id>", f'<id isPermaLink="false">{PERMALINK}'),
        ("<atom:id>", f'<atom:id isPermaLink="false">{PERMALINK}'),
        ("<GUID>", f'<GUID isPermaLink="false">{PERMALINK}'),
        ('<guid isPermaLink="true">', f'<guid isPermaLink="false">{PERMALINK}'),
        ("<guid ispermalink='true' x='y'>", f"<guid x='y' isPermaLink=\"false\">{PERMALINK}"),
        ('<guid isPermaLink="false">', '<guid isPermaLink="false">'),
        ('<guid isPermaLink="FALSE">', '<guid isPermaLink="false">'),
        ("<id x='>'>", f"<id x='>' isPermaLink=\"false\">{PERMALINK}"),
        ("<id x=\"'>\" y='\">'>", f'<id x="\'>" y=\'">\' isPermaLink="false">{PERMALINK}'),
        ('<id x=">', f'<id x=" isPermaLink="false">{PERMALINK}'),
        ("<guid/>", "<guid/>"),
        ("<guid x='/'/>", "<guid x='/'/>"),
        ("<idea>", "<idea>"),
        ("</id>", "</id>"),
        ("<![CDATA[<id>]]>", "<![CDATA[<id>]]>"),
        ("<![CDATA[<id>", "<![CDATA[<id>"),
    ],
)
def test_ids_are_kept_from_being_resolved(tag, changed):
    assert guard_ids(tag) == changed


@pytest.mark.parametrize(
    "piece", ["<id ", "<a:", "<![CDATA[", "]]>", "<id isPermaLink='", "<id x='\"", "<id ''\"", "'\""]
)
def test_hostile_repetition_takes_linear_time(piece):
    started = time.process_time()

    guard_ids("<id " + piece * 100_000)

    assert time.process_time() - started < 1


def test_only_the_entries_that_are_asked_for_are_there():
    document = RSS.replace("{0}", "<item>1</item> <item>é</item><!-- x --> <item>3</item>").encode()
    spans = lay_out(document).spans

    rest = guarded(document, spans[1:2], head=spans[0][0], tail=spans[-1][1])

    assert rest == RSS.replace("{0}", "<item>é</item>").encode()


def test_each_entry_is_guarded_by_itself():
    trap = "<item><!-- <![CDATA[ --><guid>1</guid></item>"
    document = RSS.replace("{0}", f"{trap}<item><guid>2</guid></item>").encode()
    spans = lay_out(document).spans

    alone, together = (guarded(document, some, head=spans[0][0], tail=spans[-1][1]) for some in (spans[1:], spans))

    second = f'<item><guid isPermaLink="false">{PERMALINK}2</guid></item>'.encode()
    assert second in alone
    assert second in together


def test_what_is_well_formed_stays_well_formed():
    document = RSS.replace("{0}", "<item><guid x='>'>1</guid></item>").encode()

    [entry] = read_well_formed(guard_ids(document.decode()).encode(), None).entries

    assert text_of(entry, "id") == f"{PERMALINK}1"
