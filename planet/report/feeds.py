"""How one feed fared in a build, in the report's words."""

from __future__ import annotations

from planet.errors import Kind
from planet.model.fetching import Failed, FeedHealth, FeedOutcome, TakenIn, Unchanged
from planet.model.site import FeedReport, OutcomeWord


def feed_report(  # noqa: PLR0913 - one parameter for each thing that is known of a feed
    *,
    url: str,
    name: str,
    health: FeedHealth,
    stored: int,
    outcome: FeedOutcome | None,
    new: int,
    most_on_page: int | None = None,
) -> FeedReport:
    """The report of one feed. `outcome` is None when it was not asked: it then keeps the problem that it last had.

    `most_on_page` is how many of its entries one page shows.
    """
    return FeedReport(
        url=url,
        name=name,
        outcome=outcome_word(outcome),
        state=health.state,
        kind=health.kind,
        problem=health.problem,
        hint=health.hint,
        entries_stored=stored,
        new=new,
        warnings=(*_warnings_of(outcome), *_burst(new, stored, most_on_page)),
        health=health,
    )


def _warnings_of(outcome: FeedOutcome | None) -> tuple[str, ...]:
    return outcome.feed.warnings if isinstance(outcome, TakenIn) else ()


def _burst(new: int, stored: int, most_on_page: int | None) -> tuple[str, ...]:
    """A sentence on a feed that brought more than a page shows of it; not on its first day, when all of it is new."""
    if most_on_page is None or new <= most_on_page or new == stored:
        return ()
    return (f"brought {new} new entries at once; a page shows at most {most_on_page} of one feed (river.max_per_feed)",)


def outcome_word(outcome: FeedOutcome | None) -> OutcomeWord:
    """The report's word for what became of a feed; None means that it was not asked."""
    match outcome:
        case None:
            return "not-due"
        case TakenIn():
            return "ok"
        case Unchanged():
            return "unchanged"
        case Failed(kind=Kind.NOT_REACHED):
            return "not-reached"
        case Failed():
            return "failed"


def is_failing(feed: FeedReport) -> bool:
    """Whether the feed could not be read this time, or, not asked, when it was last asked."""
    if feed.outcome == "not-due":
        return feed.state in {"failing", "gone"}
    return feed.outcome in {"failed", "not-reached"}
