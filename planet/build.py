"""The story of a build: every stage in order, on one screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from planet import __version__
from planet.ahead import Ahead
from planet.collecting import without_collecting
from planet.errors import SetAsideError
from planet.intake import ask_feeds
from planet.model.record import SiteRecord
from planet.model.settings import Settings
from planet.model.site import BuildOutcome, BuildRequest, FileCounts, Outside, RunReport
from planet.render.theme import Theme, find_theme
from planet.sandbox import Children
from planet.store import Store, open_store
from planet.values import dataclass, field, replace

if TYPE_CHECKING:
    from planet.model.backup import Recovered
    from planet.render import Press

SWITCH_S = 0.0005
"""So long a thread works at most while another would like to; usually ten times as long. Most of ours only pass things
on, to servers and children that have nothing to do until then."""


def build_planet(settings: Settings, request: BuildRequest, outside: Outside) -> RunReport:
    """Run every stage once and say how it went.

    A feed that fails is an outcome in the report, never an exception here.
    Raises ThemeError or StoreError before anything in the output folder has changed, and PublishError.
    """
    theme = find_theme(settings.theme, settings.folder)
    try:
        return build_once(settings, request, outside, theme)
    except SetAsideError as error:  # once: a fresh file that is damaged too lies on a broken disk
        report = build_once(settings, request, outside, theme)
        return replace(report, warnings=(error.problems[0].text, *report.warnings))


def build_once(settings: Settings, request: BuildRequest, outside: Outside, theme: Theme) -> RunReport:
    """Every stage, with one state file from beginning to end. Raises SetAsideError when it turns out to be damaged."""
    with at_work(settings, theme) as (ahead, children), open_store(settings.state_dir, request.now) as store:
        recovered = recover_if_lost(settings, request, store)
        request = replace(request, now=store.trusted_now(request.now))
        store.follow([feed.url for feed in settings.feeds])
        feeds = ask_feeds(settings, request, store, outside, children)
        inputs = fingerprint(settings, theme, store.revision())
        before = store.site_record() or SiteRecord(inputs="")
        if not any(feed.entries_stored or feed.state == "ok" for feed in feeds):
            site = Site(outcome="all-failed", before=before, after=before)
        elif before.inputs == inputs and not request.full and is_published(settings, request, before, store):
            unchanged = FileCounts(unchanged=len(before.files) + before.closed)
            site = Site(outcome="unchanged", before=before, after=before, files=unchanged)
        else:
            site = publish_next(settings, request, store, outside, ahead.press(), children, inputs)
        warnings = (*settings.warnings, *store.warnings, *(recovered.warnings if recovered else ()))
    from planet.report import cleaning_counts, is_failing  # noqa: PLC0415 - start-up

    return RunReport(
        outcome=site.outcome,
        changed=site.before.files != site.after.files,
        started_at=request.now,
        seconds=outside.elapsed_s(),
        all_failed=all(is_failing(feed) for feed in feeds),
        entries_new=sum(feed.new for feed in feeds),
        entries_shown=site.after.entries_shown,
        entries_stored=sum(feed.entries_stored for feed in feeds),
        files=site.files,
        feeds=feeds,
        warnings=warnings,
        notes=recovered.notes if recovered else (),
        cleaning=cleaning_counts(site.after),
        idle_filters=site.after.idle_filters,
        continued=site.continued,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What became of the site: its records before and after. `continued`: only its newest pages were looked at."""

    outcome: BuildOutcome
    before: SiteRecord
    after: SiteRecord
    files: FileCounts = field(default_factory=FileCounts)
    continued: bool = False


@without_collecting()
def publish_next(  # noqa: PLR0913, PLR0917 - what every build works with
    settings: Settings,
    request: BuildRequest,
    store: Store,
    outside: Outside,
    press: Press,
    children: Children,
    inputs: str,
) -> Site:
    """Make the next edition of the site and put it where it belongs. Raises ThemeError, StoreError, PublishError."""
    from planet.continuation import next_site  # noqa: PLC0415 - start-up
    from planet.publish import marks_of, publish  # noqa: PLC0415 - start-up

    made = next_site(settings, press, store, request, outside, children)
    before = made.shop.before
    store.put_on_disk()  # an id that is published must never be forgotten
    counts = publish(made.files, settings.output_dir, before.marks, made.lying)
    after = replace(made.record, inputs=inputs, marks=marks_of(settings.output_dir, made.record.files))
    store.keep_site_record(after, made.closed)
    return Site(outcome="built", before=before, after=after, files=counts, continued=made.lying is not None)


@contextmanager
def at_work(settings: Settings, theme: Theme) -> Iterator[tuple[Ahead, Children]]:
    """The children of one build, and what gets ready for its edition as soon as the first of them has work."""

    def begin() -> None:
        from planet.clean import CLEANING  # noqa: PLC0415 - start-up

        children.later = CLEANING
        ahead.begin()

    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        with Ahead(settings, theme) as ahead, Children(at_first=begin) as children:
            yield ahead, children
    finally:
        sys.setswitchinterval(usual_s)


def recover_if_lost(settings: Settings, request: BuildRequest, store: Store) -> Recovered | None:
    """Bring the memory back when there is none, and the planet publishes it."""
    if not settings.state.publish or not request.restore or not store.is_empty():
        return None
    from planet.backup import recover  # noqa: PLC0415 - start-up

    return recover(settings, request, store)


def fingerprint(settings: Settings, theme: Theme, revision: int) -> str:
    """A hash of all that the site's bytes depend on: while it stays, there is nothing to make."""
    from planet.clean.policy import POLICY_VERSION  # noqa: PLC0415 - start-up

    # A dataclass says all its fields in its repr: none that is added later can be forgotten here. Of a feed's own
    # headers only that there are some: they are secret.
    feeds = [
        (replace(feed, file=None, headers=()) if feed.file or feed.headers else feed, bool(feed.headers))
        for feed in settings.feeds
    ]
    shown = (settings.filter, settings.tags, sorted(settings.hide.entries), sorted(settings.hide.authors))
    memory = (settings.keep, settings.state)
    parts = (settings.site, settings.river, memory, settings.pages, feeds, shown, theme.digest, revision)
    return sha256(repr((__version__, POLICY_VERSION, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def is_published(settings: Settings, request: BuildRequest, before: SiteRecord, store: Store) -> bool:
    """Whether the last build's site is where it should be; `--if-changed` trusts a host that no folder here shows."""
    if request.if_changed and not settings.output_dir.exists():
        return True
    from planet.publish import is_as_marked, is_whole  # noqa: PLC0415 - start-up

    marks = store.closed_marks(before.closed)
    if len(marks) == before.closed and is_as_marked(settings.output_dir, before.files, before.marks, marks):
        return True
    whole = store.whole_site_record()
    return whole is not None and is_whole(settings.output_dir, whole.files, whole.marks)
