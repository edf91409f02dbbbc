"""Which filters an entry meets, and which of them says no. Pure.

An entry meets the filter of the planet, those of its tags, and that of its feed, in this order; the first that says no
has decided. `include` says no when one of its conditions does not fit, `exclude` when one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from planet.compose.conditions import Test, make_test
from planet.compose.looks import Look, plain_phrase
from planet.model.entries import StoredEntry
from planet.model.filters import NO_FILTER, Clause, Condition, Filter
from planet.model.settings import FeedConfig, Settings
from planet.model.verdicts import Verdict
from planet.values import dataclass

RECENT = timedelta(days=30)
"""A filter that has fitted nothing among the entries of this time is named: it may have been misspelt."""

_TEXT = frozenset({"words", "regex"})
_AGE = frozenset({"older_than", "newer_than"})
"""What fits nothing of the last 30 days on purpose."""


def reads_openings(settings: Settings) -> bool:
    """Whether any filter looks at how texts begin."""
    return any(one.kind in _TEXT for found in _all_filters(settings) for one in (*found.include, *found.exclude))


def has_filters(settings: Settings) -> bool:
    """Whether there is any filter."""
    return any(found.include or found.exclude for found in _all_filters(settings))


def asks_age(settings: Settings) -> bool:
    """Whether any filter looks at how old an entry is."""
    return any(one.kind in _AGE for found in _all_filters(settings) for one in (*found.include, *found.exclude))


def _all_filters(settings: Settings) -> tuple[Filter, ...]:
    return (settings.filter, *(rules.filter for rules in settings.tags), *(feed.filter for feed in settings.feeds))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A filter with the tests that its conditions stand for."""

    include: tuple[tuple[Condition, Test], ...]
    exclude: tuple[tuple[Condition, Test], ...]


class Filters:
    """All filters of the configuration, ready for the entries of one build; `newest_at` is what ages count from."""

    def __init__(self, settings: Settings, openings: Mapping[str, str], newest_at: datetime) -> None:
        self._openings = openings
        self._newest_at = newest_at
        self._feeds: dict[str, FeedConfig] = {feed.url: feed for feed in settings.feeds}
        self._planet = _ready(settings.filter)
        self._of_tags = tuple((plain_phrase(rules.tag), _ready(rules.filter)) for rules in settings.tags)
        self._of_feeds = {feed.url: _ready(feed.filter) for feed in settings.feeds if feed.filter != NO_FILTER}
        self._met: dict[Clause, None] = {}
        self._fitted: set[Clause] = set()

    @property
    def are_empty(self) -> bool:
        """Whether there is nothing that could say no."""
        return not (self._planet.include or self._planet.exclude or self._of_tags or self._of_feeds)

    def verdict(self, entry: StoredEntry) -> Verdict | None:
        """What the first filter that says no says; None when all let the entry through."""
        look = Look(entry, self._feeds.get(entry.feed_url), self._openings.get(entry.name, ""), self._newest_at)
        met = tuple(self._filters_of(look))
        if look.age_s <= RECENT.total_seconds():
            self._count(look, met)
        return next((verdict for one in met if (verdict := _judge(look, one))), None)

    def idle(self) -> tuple[Clause, ...]:
        """The lines that fitted none of the recent entries which they met, in the order in which they met one."""
        return tuple(clause for clause in self._met if clause not in self._fitted)

    def _filters_of(self, look: Look) -> Iterator[_Ready]:
        yield self._planet
        yield from (ready for tag, ready in self._of_tags if tag in look.tags)
        if ready := self._of_feeds.get(look.entry.feed_url):
            yield ready

    def _count(self, look: Look, met: Sequence[_Ready]) -> None:
        """Note what fits, also of conditions that would not be asked any more because others have decided."""
        for one in met:
            for condition, fits in (*one.include, *one.exclude):
                if condition.kind in _AGE:
                    continue
                self._met.setdefault(condition.clause)
                if condition.clause not in self._fitted and fits(look):
                    self._fitted.add(condition.clause)


def _ready(found: Filter) -> _Ready:
    return _Ready(
        include=tuple((one, make_test(one)) for one in found.include),
        exclude=tuple((one, make_test(one)) for one in found.exclude),
    )


def _judge(look: Look, ready: _Ready) -> Verdict | None:
    for condition, fits in ready.include:
        if not fits(look):
            return Verdict(rule="not-included", clause=condition.clause, detail=_detail(look, condition))
    for condition, fits in ready.exclude:
        if fits(look):
            return Verdict(rule="excluded", clause=condition.clause, detail=_detail(look, condition))
    return None


def _detail(look: Look, condition: Condition) -> str:
    """What of the entry the condition looked at, where that is short and not plain from the entry itself."""
    match condition.kind:
        case "tags":
            return ", ".join(sorted(look.tags))
        case "authors":
            return ", ".join(look.entry.authors)
        case "languages":
            return look.language
        case "shorter_than" | "longer_than":
            return str(look.entry.words)
        case "older_than" | "newer_than":
            return str(int(look.age_s // 86400))
        case _:
            return ""
