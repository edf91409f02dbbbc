"""Sources as templates see them: who they are and how they have been doing, nothing that changes at each build."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from planet.model.site import SourceView
from planet.render.context import SourceContext
from planet.urls import scheme_of

TROUBLED = frozenset({"failing", "gone"})


def describe_sources(sources: Iterable[SourceView]) -> tuple[SourceContext, ...]:
    """All sources by name."""
    listed = (source for source in sources if not source.left)
    ordered = sorted(listed, key=lambda source: (source.feed.title.casefold(), source.feed.title, source.feed.url))
    return tuple(_describe(source) for source in ordered)


def freshest(sources: tuple[SourceContext, ...], at_most: int) -> tuple[SourceContext, ...]:
    """The sources that wrote last, the newest first; those that never wrote come last, by name."""
    wrote = [(source.newest_at, source) for source in sources if source.newest_at]
    silent = [source for source in sources if not source.newest_at]
    wrote.sort(key=lambda dated: dated[0], reverse=True)  # stable: those of the same moment stay in order of name
    return tuple([*(source for _, source in wrote), *silent][:at_most])


def public_address(url: str) -> str | None:
    """The feed's address when it may be shown: http or https, and no user name or password in it."""
    try:
        has_credentials = "@" in urlsplit(url).netloc
    except ValueError:
        return None
    return url if scheme_of(url) in {"http", "https"} and not has_credentials else None


def _describe(source: SourceView) -> SourceContext:
    health = source.health
    troubled = health.state in TROUBLED
    return SourceContext(
        name=source.feed.title,
        subtitle=source.feed.subtitle,
        link=source.feed.site_link,
        feed_link=None if source.is_file else public_address(source.feed.url),
        state=health.state,
        since=health.since if troubled else None,
        problem=health.problem if troubled else None,
        hint=health.hint if troubled or health.state == "moved" else None,
        newest_at=source.newest_at,
        tags=source.tags,
    )
