"""The story of an entry in plain words: `planet explain`.

What an entry is called, where it is or why it is not shown, where it came from, how it got its place, how it was known
again, what of it is not shown, and how its feed is doing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from planet.model.entries import StoryLine
from planet.model.stories import EntryStory, Told
from planet.report.listing import list_lines, places
from planet.report.plain import plain
from planet.report.record import record_line
from planet.report.verdicts import clause_place, reason, remedy

_CHOICES = 10

_PLACES = {
    "published": "{at}: its feed says that it was published then.",
    "updated": "{at}: its feed does not say when it was published, only that it was last changed then.",
    "undated": "{at}: its feed gives it no date that can be used, so it stands where it was first seen.",
    "future": "{at}: its feed dated it in the future, so it stands where it was first seen; it never moves.",
    "backlog": "{at}: its feed gives it no date, and was read for the first time: such posts are spread over the days "
    "before, in the order of the feed.",
}
"""How an entry got its place, by the rule that gave it."""

_RECOGNISED = {
    "id": "it has the same id",
    "plain-id": "the two ids are the same address but for http, www. or the like",
    "page": "it is at the same address",
    "path": "it is at the same path of another host: the blog has moved",
    "text": "title and text are the same",
    "title-and-date": "title and date are the same",
}
"""Why an entry under another id is one that was known, by the rule that says so."""


def entry_lines(story: EntryStory) -> Iterator[str]:
    """The whole story, a heading and its sentences at a time."""
    yield from _called(story)
    for heading, sentences in (
        ("Where it is", _where(story)),
        ("Where it came from", _origin(story)),
        ("How it got its place", _place(story)),
        ("How it was known again", map(_decision, _recognitions(story))),
        ("The same post elsewhere", _elsewhere(story)),
        ("What of it is not shown", _removed(story)),
        ("How its feed is doing", _health(story)),
    ):
        told = tuple(sentences)
        if told:
            yield f"{heading}:"
            yield from (f"  {sentence}" for sentence in told)


def choice_lines(choices: Sequence[Told]) -> Iterator[str]:
    """Several entries that may be meant, the newest first."""
    if not choices:
        return
    yield "Several entries fit. Ask again with the name in front:"
    *lines, _ = list_lines(choices[:_CHOICES], len(choices), why=False)
    yield from lines
    if len(choices) > _CHOICES:
        yield f"… and {len(choices) - _CHOICES} more"


def day(at: datetime) -> str:
    """A moment as people write it, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def entries(count: int) -> str:
    """So many entries."""
    return "1 entry" if count == 1 else f"{count} entries"


def _called(story: EntryStory) -> Iterator[str]:
    entry = story.told.entry
    yield f"“{plain(entry.title, 200)}”" if entry.title else "(an entry without a title)"
    yield f"  address: {plain(entry.link) if entry.link else 'none'}"
    yield f"  id: {plain(entry.id) if entry.id else 'none; it is known by its address or text'}"
    yield f"  name: {entry.name}"


def _where(story: EntryStory) -> Iterator[str]:
    told = story.told
    if told.where is not None:
        yield f"It is {places(told.where)}."
        if not told.where.whole:
            yield "Its feed had it when it was first read. Of such entries the newest stand whole, the others by title."
            yield "To show more of them whole: raise river.backlog, or write river.backlog: all"
        if told.where.feed_rank is None:
            yield "It is no longer in atom.xml, which holds the newest entries only (feed.entries)."
        return
    if told.verdict is None:
        return
    if story.stands_for_it is not None:
        yield from _twin(story.stands_for_it)
        return
    yield f"It is not shown: {reason(told.verdict)}."
    if change := remedy(told.verdict):
        yield f"To show it: {change}"


def _twin(shown: Told) -> Iterator[str]:
    title, feed = plain(shown.entry.title, 100) or shown.entry.name, plain(shown.feed_name, 60)
    yield f"It is not shown by itself: it is the same post as “{title}” of {feed} ({shown.entry.name})."
    yield "Of one post in several feeds that is shown whose feed is at home at its address, else the first that came."
    if shown.where is not None:
        yield f"That one is {places(shown.where)}."
    elif shown.verdict is not None:
        yield f"That one is not shown either: {reason(shown.verdict)}."
        change = remedy(shown.verdict)
        yield from (f"To show it: {change}",) if change else ()


def _origin(story: EntryStory) -> Iterator[str]:
    entry, report = story.told.entry, story.feed.report
    yield f"{plain(report.name, 80)} ({plain(report.url)}) had it first on {day(entry.first_seen_at)}."
    if story.feed.clause:
        yield f"That feed is in the configuration: {clause_place(story.feed.clause)}"
    if story.feed.was:
        yield f"It was at {', '.join(map(plain, story.feed.was))} before."
    if story.as_sent is not None:
        sent = f"“{plain(story.as_sent.title, 100)}” at {plain(story.as_sent.link or 'no address')}"
        yield f"There it is {sent}; title_prefix and links of the feed put that right."
    if entry.changed_at > entry.first_seen_at:
        yield f"It was last edited there before {day(entry.changed_at)}; the place of a post stays."
    if not story.is_listed:
        yield "Its feed no longer has it; what has come once stays."


def _place(story: EntryStory) -> Iterator[str]:
    entry, where = story.told.entry, story.told.where
    yield _PLACES[entry.placed_by].format(at=day(entry.placed_at))
    if entry.placed_by == "future" and entry.published_at:
        yield f"(It said {day(entry.published_at)}.)"
    if where is not None and where.shown_at != entry.placed_at:
        yield f"It is shown at {day(where.shown_at)}, when it was last changed: river.order is “updated”."
    for line in story.decisions:
        if line.rule == "redated":
            yield f"On {day(line.at)} its feed dated it {plain(line.detail)} instead; it stays where it is."


def _recognitions(story: EntryStory) -> Iterator[StoryLine]:
    return (line for line in story.decisions if line.rule in _RECOGNISED)


def _decision(line: StoryLine) -> str:
    called = f"On {day(line.at)} its feed gave it another id, {plain(line.detail)}"
    return f"{called}; it is the same post, because {_RECOGNISED[line.rule]}."


def _elsewhere(story: EntryStory) -> Iterator[str]:
    for told in story.same:
        link = plain(told.entry.link or "no address")
        yield f"{plain(told.feed_name, 60)} has it too: {link} ({told.entry.name}), and is not shown twice."


def _removed(story: EntryStory) -> Iterator[str]:
    if story.shortened:
        yield f"Less than its author wrote is shown: {plain(story.shortened)}"
    for clause in story.choices:
        yield f"The configuration says so for the whole feed: {clause_place(clause)}"
    if story.removed:
        yield f"Cleaning took out or replaced: {'; '.join(map(plain, story.removed))}."


def _health(story: EntryStory) -> Iterator[str]:
    report = story.feed.report
    yield f"{report.state}: {entries(report.entries_stored)} stored, {story.feed.listed} in its document now."
    if report.problem is not None:
        yield f"{plain(report.problem)}"
        yield f"{plain(report.hint or '')}"
    if report.health:
        yield f"{record_line(report.health)}."
