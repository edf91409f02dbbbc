"""A village of servers that live in a time of their own: `clock` is put forward by whoever replays a week.

Each feed behaves in one way; the log says who was asked when, with what, and from when on the answer allowed the next
request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from plugins.loopback import Reply, SeenRequest, Servers

START = datetime(2026, 11, 16, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
Headers = dict[str, str]
Answer = Callable[["Feed", SeenRequest], Reply]


@dataclass
class Clock:
    """What time it is, for servers and builds alike."""

    now: datetime = START


@dataclass(frozen=True)
class Seen:
    """A line of the log. `wait` is how long this answer asks to be left alone."""

    at: datetime
    path: str
    status: int
    conditional: bool
    etag: str | None
    sent_bytes: int
    wait: timedelta


@dataclass
class Feed:
    """A feed, its habits and its log. `every` is how often its document changes."""

    name: str
    clock: Clock
    every: timedelta | None = None
    headers: Headers = field(default_factory=dict)
    head: str = ""
    wait: timedelta = timedelta()
    validators: tuple[str, ...] = ("ETag",)
    answer: Answer | None = None
    url: str = ""
    log: list[Seen] = field(default_factory=list)

    @property
    def version(self) -> int:
        """Which version of the document is the present one."""
        return (self.clock.now - START) // self.every if self.every else 0

    def document(self) -> bytes:
        """The present document: ten entries, the newest one of this version.

        Their links are of the one kind that osmosfeed does not download (benchmarks/week.py).
        """
        items = "".join(
            f"<item><title>{self.name} {n}</title><guid isPermaLink='false'>{self.name}-{n}</guid>"
            f"<link>https://www.youtube.com/watch?v={self.name}-{n}</link>"
            f"<description>{'Words of it. ' * 60}</description></item>"
            for n in range(self.version, self.version - 10, -1)
        )
        channel = f"<title>{self.name}</title><link>https://{self.name}.example/</link>{self.head}"
        space = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
        return f"<?xml version='1.0'?><rss version='2.0' {space}><channel>{channel}{items}</channel></rss>".encode()

    def reply(self, request: SeenRequest) -> Reply:
        """The answer, written into the log."""
        reply = self.answer(self, request) if self.answer else self.fresh(request)
        asked = request.header("If-None-Match"), request.header("If-Modified-Since")
        self.log.append(
            Seen(
                at=self.clock.now,
                path=request.path,
                status=reply.status,
                conditional=any(asked),
                etag=asked[0],
                sent_bytes=len(reply.body),
                wait=_said(reply, self.wait),
            )
        )
        return reply

    def fresh(self, request: SeenRequest) -> Reply:
        """The document, or a 304 to who has it."""
        tag = f'"{self.name}-{self.version}"'
        changed = format_datetime(START + (self.every or DAY) * self.version, usegmt=True)
        mine = {"ETag": tag, "Last-Modified": changed}
        given = {name: mine[name] for name in self.validators}
        headers = (("Date", format_datetime(self.clock.now, usegmt=True)), *given.items(), *self._timed().items())
        if "ETag" in given and request.header("If-None-Match") == tag:
            return Reply(status=304, headers=headers)
        if "ETag" not in given and given and request.header("If-Modified-Since") == changed:
            return Reply(status=304, headers=headers)
        return Reply(self.document(), headers=headers)

    def _timed(self) -> Headers:
        expires = {"Expires": format_datetime(self.clock.now + self.wait, usegmt=True)}
        return expires if self.headers == {"Expires": ""} else self.headers


def _said(reply: Reply, wait: timedelta) -> timedelta:
    """How long the answer asks to be left alone, at most a week (promises 4.5, 4.8)."""
    headers = {name.lower(): value for name, value in reply.headers}
    after = headers.get("retry-after", "")
    if after.isdigit():
        return min(timedelta(seconds=int(after)), 7 * DAY)
    return wait if reply.status in {200, 304} else timedelta()


def _fails(status: int, **headers: str) -> Answer:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda _feed, _request: Reply(b"no", status, pairs)


def _moves(status: int) -> Answer:
    def answer(feed: Feed, request: SeenRequest) -> Reply:
        if request.path == "/new":
            return feed.fresh(request)
        return Reply(b"", status, (("Location", "/new"),))

    return answer


def _sometimes(failure: Answer, hours: Iterable[int]) -> Answer:
    """Fails in some hours of each day."""
    bad = frozenset(hours)
    return lambda feed, request: failure(feed, request) if feed.clock.now.hour in bad else feed.fresh(request)


def _always_new_tag(feed: Feed, request: SeenRequest) -> Reply:
    return Reply(feed.document(), headers=(("ETag", f'"{feed.clock.now.timestamp()}"'),))


def _skip(element: str, part: str, values: Iterable[object]) -> str:
    return f"<{element}>{''.join(f'<{part}>{value}</{part}>' for value in values)}</{element}>"


def feeds(clock: Clock) -> list[Feed]:
    """A few dozen feeds, each with its own habit."""
    known: list[Feed] = []

    def add(name: str, **habits: object) -> None:
        known.append(Feed(name, clock, **habits))  # type: ignore[arg-type]  # the habits are Feed's own fields

    for hours in (3, 6, 12, 24, 72):
        add(f"every-{hours}-h", every=hours * HOUR)
        add(f"dated-{hours}-h", every=hours * HOUR, validators=("Last-Modified",))
    add("still", every=None)
    add("both", every=12 * HOUR, validators=("ETag", "Last-Modified"))
    add("no-validators", every=12 * HOUR, validators=())
    for hours in (1, 6, 48):
        seconds = hours * 3600
        add(f"max-age-{hours}-h", every=6 * HOUR, headers={"Cache-Control": f"max-age={seconds}"}, wait=hours * HOUR)
        add(f"expires-{hours}-h", every=6 * HOUR, headers={"Expires": ""}, wait=hours * HOUR)
    add("no-cache", every=DAY, headers={"Cache-Control": "no-cache, max-age=0"})
    add("ttl-120", every=5 * HOUR, head="<ttl>120</ttl>", wait=2 * HOUR)
    add("period-daily", every=5 * HOUR, head="<sy:updatePeriod>daily</sy:updatePeriod>", wait=DAY)
    add("nights", every=4 * HOUR, head=_skip("skipHours", "hour", range(7)))
    add("weekdays", every=4 * HOUR, head=_skip("skipDays", "day", ("Saturday", "Sunday")))
    for status in (301, 302, 307, 308):
        add(f"moves-{status}", every=8 * HOUR, answer=_moves(status))
    for status in (404, 410, 403, 500):
        add(f"fails-{status}", answer=_fails(status))
    add("busy-429", every=DAY, answer=_sometimes(_fails(429, Retry_After="10800"), (8, 9, 10)))
    add("busy-503", every=DAY, answer=_sometimes(_fails(503, Retry_After="7200"), (12,)))
    add("busy-for-ever", answer=_fails(429, Retry_After="1000000000"))
    add("shaky", every=DAY, answer=_sometimes(_fails(502), (4, 16)))
    add("new-tag-each-time", every=DAY, answer=_always_new_tag)
    return known


def serve(village: list[Feed], servers: Servers) -> list[str]:
    """Start a server for each feed, on an address of its own; the feeds' addresses."""
    for number, feed in enumerate(village, start=1):
        server = servers.start(f"127.0.3.{number}")
        server.serve_with("/new", feed.reply)
        feed.url = server.serve_with("/feed", feed.reply)
    return [feed.url for feed in village]


@dataclass(frozen=True)
class Bill:
    """What a client cost the village."""

    requests: int
    not_modified: int
    sent_bytes: int
    unconditional_again: int
    too_early: int


def unconditional_again(feed: Feed) -> list[Seen]:
    """Requests without a validator after an answer that gave one, for a document that had not changed."""
    if not feed.validators or feed.answer is _always_new_tag:
        return []
    got: dict[str, int] = {}
    found = []
    for seen in feed.log:
        version = (seen.at - START) // feed.every if feed.every else 0
        if seen.status == 200:
            if not seen.conditional and got.get(seen.path) == version:
                found.append(seen)
            got[seen.path] = version
    return found


def too_early(feed: Feed) -> list[Seen]:
    """Requests that came before the last answer allowed them."""
    found, allowed = [], datetime.min.replace(tzinfo=UTC)
    for seen in feed.log:
        hop = seen.path == "/new" and any(one.at == seen.at and one.path == "/feed" for one in feed.log)
        if seen.at < allowed and not hop:
            found.append(seen)
        allowed = max(allowed, seen.at + seen.wait)
    return found


def bill(village: list[Feed]) -> Bill:
    """The sum over all feeds."""
    log = [seen for feed in village for seen in feed.log]
    return Bill(
        requests=len(log),
        not_modified=sum(seen.status == 304 for seen in log),
        sent_bytes=sum(seen.sent_bytes for seen in log),
        unconditional_again=sum(len(unconditional_again(feed)) for feed in village),
        too_early=sum(len(too_early(feed)) for feed in village),
    )
