"""The stories for programs."""

from __future__ import annotations

from planet.model.stories import EntryStory, FeedStory, Unknown
from planet.report.listing import clause_json, told_json
from planet.report.record import moment, record_of


def entry_json(story: EntryStory) -> dict[str, object]:
    """All that is known of an entry."""
    return {
        **told_json(story.told),
        "changed_at": moment(story.told.entry.changed_at),
        "is_listed": story.is_listed,
        "decisions": [{"rule": one.rule, "detail": one.detail, "at": moment(one.at)} for one in story.decisions],
        "stands_for_it": told_json(story.stands_for_it) if story.stands_for_it else None,
        "same": [told_json(told) for told in story.same],
        "removed": list(story.removed),
        "shortened": story.shortened,
        "choices": [clause_json(clause) for clause in story.choices],
        "feed_record": feed_json(story.feed),
    }


def feed_json(feed: FeedStory) -> dict[str, object]:
    """All that is known of a feed."""
    report = feed.report
    return {
        "url": report.url,
        "name": report.name,
        "was": list(feed.was),
        "clause": clause_json(feed.clause) if feed.clause else None,
        "state": report.state,
        "kind": report.kind,
        "problem": report.problem,
        "hint": report.hint,
        "entries_stored": report.entries_stored,
        "entries_listed": feed.listed,
        "oldest_listed_at": moment(feed.oldest_at),
        **(record_of(report.health) if report.health else {}),
    }


def unknown_json(found: Unknown) -> dict[str, object]:
    """What is known of what is not stored."""
    return {
        "asked": found.asked,
        "host": found.host,
        "stored": found.stored,
        "feeds": [feed_json(feed) for feed in found.feeds],
        "left_feeds": list(found.left),
        "forgotten": list(found.forgotten),
        "hidden_by": clause_json(found.hidden_by) if found.hidden_by else None,
    }
