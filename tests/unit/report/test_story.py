from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from planet.errors import Place
from planet.model.entries import PlacingRule, StoredEntry, StoryLine
from planet.model.fetching import FeedHealth
from planet.model.filters import Clause
from planet.model.stories import EntryStory, FeedStory, Told, Unknown
from planet.model.verdicts import Verdict, Whereabouts
from planet.report import feed_report
from planet.report.story import choice_lines, entry_lines
from planet.report.story_json import entry_json
from planet.report.unknown import unknown_lines
from planet.store.recognition import Rule

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOSTILE = "\x1b[2J\u202e::error::##[x]\r\nEve"
LINE = Clause(path="feeds[0].url", text="https://a.example/feed", place=Place(file="config.yaml", line=3, column=5))
ENTRY = StoredEntry(
    feed_url="https://a.example/feed",
    key="k",
    name="0123456789abcdef",
    title="A post",
    first_seen_at=NOON,
    changed_at=NOON,
    placed_at=NOON,
    content_hash="",
)
SHOWN = Whereabouts(page=1, on_index=True, shown_at=NOON, feed_rank=1)
HEALTH = FeedHealth(feed_url="https://a.example/feed", state="ok", last_try_at=NOON, last_ok_at=NOON)


def feed(name="A blog", health=HEALTH, **fields):
    report = feed_report(url="https://a.example/feed", name=name, health=health, stored=1, outcome=None, new=0)
    return FeedStory(report=report, clause=LINE, listed=1, **fields)


def story(entry=ENTRY, feed_name="A blog", **fields):
    told = Told(entry=entry, feed_name=feed_name, where=fields.pop("where", SHOWN), verdict=fields.pop("verdict", None))
    return EntryStory(told=told, feed=fields.pop("feed", feed(feed_name)), is_listed=True, **fields)


def said(told):
    return "\n".join(entry_lines(told))


@pytest.mark.parametrize("rule", get_args(PlacingRule))
def test_every_rule_that_places_an_entry_has_its_words(rule):
    assert "2026-11-23 12:00 UTC: " in said(story(replace(ENTRY, placed_by=rule)))


@pytest.mark.parametrize("rule", get_args(Rule))
def test_every_rule_that_recognises_an_entry_has_its_words(rule):
    line = StoryLine(rule=rule, detail="new-id", at=NOON)

    assert "its feed gave it another id, new-id; it is the same post, because " in said(story(decisions=(line,)))


def test_one_date_is_told_whatever_the_zone():
    east = NOON.astimezone(tz=None)

    assert "2026-11-23 12:00 UTC" in said(story(replace(ENTRY, placed_at=east)))


def test_when_updates_give_the_place_it_is_told():
    where = replace(SHOWN, shown_at=NOON + timedelta(hours=1))

    assert "It is shown at 2026-11-23 13:00 UTC" in said(story(where=where))


def test_what_stands_by_its_title_says_why_and_how_to_change_it():
    told = said(story(where=replace(SHOWN, on_index=False, feed_rank=None, whole=False)))

    assert "It is on page/1/ by its title." in told
    assert "write river.backlog: all" in told
    assert "river.backlog" not in said(story())


def test_a_twin_of_what_is_not_shown_either_leads_to_the_line_to_change():
    limit = Verdict(rule="too-many", clause=Clause(path="feeds[0].max_entries", text="5"), detail="5")
    other = Told(entry=replace(ENTRY, name="f" * 16), feed_name="B", verdict=limit)

    told = said(story(where=None, verdict=Verdict(rule="twin", twin="f" * 16), stands_for_it=other))

    assert "it is the same post as “A post” of B (ffffffffffffffff)." in told
    assert "That one is not shown either: its feed may have 5 entries" in told
    assert "raise or remove feeds[0].max_entries: 5" in told


def test_a_heading_without_anything_below_it_is_left_out():
    told = said(story())

    assert "How it was known again" not in told
    assert "What of it is not shown" not in told


def test_nothing_of_a_stranger_commands_a_terminal_or_a_log():
    entry = replace(ENTRY, title=HOSTILE, link=HOSTILE, id=HOSTILE)
    health = replace(HEALTH, problem=HOSTILE, hint=HOSTILE)
    told = story(
        entry,
        HOSTILE,
        feed=feed(HOSTILE, health, was=(HOSTILE,)),
        decisions=(StoryLine(rule="page", detail=HOSTILE, at=NOON), StoryLine(rule="redated", detail=HOSTILE, at=NOON)),
        same=(Told(entry=entry, feed_name=HOSTILE),),
        stands_for_it=Told(entry=entry, feed_name=HOSTILE, where=SHOWN),
        verdict=Verdict(rule="hidden-author", clause=replace(LINE, text=HOSTILE), detail=HOSTILE),
        where=None,
        removed=(HOSTILE,),
        shortened=HOSTILE,
        as_sent=entry,
    )
    unknown = Unknown(
        asked=HOSTILE, host="a.example", feeds=(told.feed,), left=(HOSTILE,), hidden_by=replace(LINE, text=HOSTILE)
    )

    lines = [*entry_lines(told), *choice_lines([told.told] * 12), *unknown_lines(unknown)]

    assert all(line.isprintable() for line in lines)
    assert not any("##[" in line or line.startswith("::") for line in lines)


def test_programs_get_the_whole_story():
    line = StoryLine(rule="page", detail="new-id", at=NOON)

    told = entry_json(story(decisions=(line,), removed=("script",)))

    assert told["decisions"] == [{"rule": "page", "detail": "new-id", "at": "2026-11-23T12:00:00Z"}]
    assert (told["removed"], told["shown"], told["is_listed"]) == (["script"], True, True)


def test_of_many_that_fit_ten_are_shown_and_the_rest_counted():
    lines = list(choice_lines([story().told] * 12))

    assert len(lines) == 12
    assert lines[-1] == "… and 2 more"


def test_a_document_longer_than_what_is_read_is_told():
    long = feed(max_entries=1)

    assert "raise fetch.max_entries, now 1" in "\n".join(
        unknown_lines(Unknown(asked="x", host="a", feeds=(long,), stored=1))
    )
