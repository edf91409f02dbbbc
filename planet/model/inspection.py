"""What `planet check` found out about a feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from planet.errors import Kind
from planet.model.fetching import Quiet, Traffic, Validators
from planet.values import dataclass

DateSource = Literal["published", "updated", "first seen"]
"""Which date gives an entry its place; one that was not seen before is first seen now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedEntry:
    """One entry of the document as it would be shown. `id` is None where the feed gives none."""

    name: str
    id: str | None
    title: str
    link: str | None
    shown_at: datetime
    date_source: DateSource
    is_stored: bool
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One feed, asked just now; `kind`, `problem` and `hint` are None when all is well."""

    url: str
    traffic: Traffic
    kind: Kind | None = None
    problem: str | None = None
    hint: str | None = None
    retry_after: timedelta | None = None
    content_type: str | None = None
    encoding: str | None = None
    validators: Validators | None = None
    max_age: timedelta | None = None
    moved_to: str | None = None
    format: str | None = None
    title: str | None = None
    quiet: Quiet | None = None
    entries: tuple[InspectedEntry, ...] = ()
    warnings: tuple[str, ...] = ()
