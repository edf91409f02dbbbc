"""The pages of the river that no newer post can change, as one value: what a build must know of them to leave them be.

Pages are cut from the oldest (docs/decisions/0006), so that all but the last are closed. A build that is sure that
those are as they were looks only at the end of the river (docs/decisions/0017).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from planet.values import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one feed has on the closed pages: how many entries, and the date of the newest."""

    feed_url: str
    entries: int
    newest_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPages:
    """The pages 1 to `count`: all that is shown of what is placed before `since`.

    `next_feed` is the feed whose next entry closed the last of them before it was full (empty: it is full). `entries`
    and `shares` count what they show, `backlog` what the end shows of the backlog, as far as that matters for them.
    `inputs` is the hash of all that they depend on besides their entries, and `looked_at` what of all pages' common
    values they looked at, with its hash. `kin` says what became of older entries that have something in common with
    one of the end; `keys` are those of the end's clean entries, and `last_row` is the newest row that had come.
    """

    count: int
    since: datetime
    entries: int
    next_feed: str = ""
    backlog: int = 0
    shares: tuple[Share, ...] = ()
    inputs: str = ""
    looked_at: Mapping[str, str] = field(default_factory=dict)
    kin: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    last_row: int = 0


def page_path(number: int) -> str:
    """The path of a numbered page, from the site's root."""
    return f"page/{number}/index.html"
