"""The time of a build, as far as this machine's clock can be believed."""

from __future__ import annotations

from datetime import datetime

from planet.store import clock, entries, site_memory
from planet.store.connection import Connection


def trusted_time(connection: Connection, now: datetime) -> tuple[datetime, str | None]:
    """See `Store.trusted_now`; and a sentence for the maintainer, where there is something to say."""
    last = site_memory.last_build_at(connection)
    if last is None or not clock.went_back(now, last):
        return now, None
    if clock.is_behind(now, entries.newest_dates(connection)):
        return last, (
            f"The clock of this machine says {now:%Y-%m-%d}, but posts of later days are stored: the build counts "
            f"as one of {last:%Y-%m-%d}. Set the clock right."
        )
    entries.bring_back(connection, now)
    site_memory.count_revision(connection)
    site_memory.keep_build_time(connection, now)
    return now, (
        f"The last build was dated {last:%Y-%m-%d}, which is still to come: what was first seen then counts as new."
    )
