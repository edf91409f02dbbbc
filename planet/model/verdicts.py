"""Why an entry is not shown, as the compose stage decided it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from planet.model.filters import Clause
from planet.values import dataclass

VerdictRule = Literal["hidden-entry", "hidden-author", "excluded", "not-included", "twin", "too-many"]
"""Hidden by its address or id, or by its author's name; taken out by a filter, or not among what a filter lets in; the
same post as one that is shown; beyond the number of entries that its feed may have on the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why one entry is not shown. `clause` is the line of the configuration that decided, where one did.

    `twin` is the name of the entry that stands for the same post. `detail` is what of the entry was looked at.
    """

    rule: VerdictRule
    clause: Clause | None = None
    twin: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where an entry is shown: the number of its `page`, whether the index has it too, and when it is dated.

    `whole`: its page has more of it than its title. `feed_rank` counts in the merged feed from its newest, 1; None when
    it is no longer in it.
    """

    page: int
    on_index: bool
    shown_at: datetime
    feed_rank: int | None = None
    whole: bool = True
