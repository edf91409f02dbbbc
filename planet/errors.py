"""What can go wrong and be explained to a person: one tree, one list of kinds.

PlanetError            the cli prints it and exits; a bug is never a PlanetError
├─ ConfigError         every problem of the configuration at once      exit 3
├─ ThemeError          place = template:line                           exit 3
├─ StoreError          damaged, read-only, full disk                   exit 1
│  ├─ BusyError        another build has the lock: wait, or leave      exit 1
│  └─ SetAsideError    damaged in the middle: build.py begins again    exit 1
├─ PublishError        a foreign file in the way, full disk            exit 1
└─ FeedError           one feed only: becomes `Failed` in build.py and goes no further
   ├─ FetchError       the network, the server, or a file on disk
   ├─ ParseError       what came is not a feed we can read
   └─ ChildError       reading it took too long, too much memory, or crashed its child
"""

from __future__ import annotations

from enum import StrEnum

from planet.values import dataclass


class Kind(StrEnum):
    """Every way in which one feed can fail, or need an edit; each has a heading in docs/feed-problems.md."""

    DNS = "dns"
    REFUSED = "refused"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    TLS = "tls"
    ADDRESS = "address"
    REDIRECT = "redirect"
    STATUS = "status"
    GONE = "gone"
    RATE_LIMIT = "rate-limit"
    PROTOCOL = "protocol"
    ENCODING = "encoding"
    TOO_BIG = "too-big"
    FILE = "file"
    EMPTY = "empty"
    WEB_PAGE = "web-page"
    NOT_A_FEED = "not-a-feed"
    MALFORMED = "malformed"
    TOO_SLOW = "too-slow"
    TOO_MUCH_MEMORY = "too-much-memory"
    CRASHED = "crashed"
    NOT_REACHED = "not-reached"
    MOVED = "moved"


HINTS: dict[Kind, str] = {
    Kind.DNS: "Check the spelling of the host; if the blog has moved, change the address in the configuration.",
    Kind.REFUSED: "The server is down or has moved; Planet asks again later.",
    Kind.CONNECTION: "The connection broke off; Planet asks again later.",
    Kind.TIMEOUT: "The server is too slow; Planet asks again later, or raise fetch.timeout.",
    Kind.TLS: "The site's certificate is not valid; ask its owner to renew it.",
    Kind.ADDRESS: "The address is private; set fetch.allow_private_addresses: true only if you mean it.",
    Kind.REDIRECT: "Open the address in a browser and put the final address of the feed into the configuration.",
    Kind.STATUS: "Open the address in a browser; if the feed has moved, change it in the configuration.",
    Kind.GONE: "The site says that the feed is gone for good; remove it from the configuration.",
    Kind.RATE_LIMIT: "The server asks for fewer requests; Planet waits as long as it asks.",
    Kind.PROTOCOL: "The server does not answer with valid HTTP; tell its owner.",
    Kind.ENCODING: "The server sends compressed data that cannot be unpacked; tell its owner.",
    Kind.TOO_BIG: "The document is larger than fetch.max_bytes; raise it, or ask for a shorter feed.",
    Kind.FILE: "Check the path in the configuration; it is relative to the configuration's folder.",
    Kind.EMPTY: "The server sent an empty document; Planet asks again later.",
    Kind.WEB_PAGE: "The address is a web page; put the address of its feed into the configuration.",
    Kind.NOT_A_FEED: "Put the address of an RSS, Atom or JSON feed into the configuration.",
    Kind.MALFORMED: "The feed is broken; tell its owner, a feed validator shows the place.",
    Kind.TOO_SLOW: "The document takes too long to read and may be an attack; look at it before you keep the feed.",
    Kind.TOO_MUCH_MEMORY: "The document takes too much memory and may be an attack; look at it before you keep it.",
    Kind.CRASHED: "The document broke the reader; please report it with its address.",
    Kind.NOT_REACHED: "The time for all feeds was over; Planet asks this one first next time.",
    Kind.MOVED: "Put the feed's new address into the configuration.",
}
"""What a maintainer can do about each kind, where the raiser knows nothing better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file of the user's something is wrong; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where, and how to mend it."""

    text: str
    place: Place | None = None
    hint: str | None = None

    def __str__(self) -> str:
        head = f"{self.place}: {self.text}" if self.place else self.text
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class PlanetError(Exception):
    """Anything we can explain to the user."""

    def __init__(self, problem: str, *, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(problem)
        self.problems: tuple[Problem, ...] = (Problem(text=problem, place=place, hint=hint),)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ConfigError(PlanetError):
    """Everything that is wrong with the configuration, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].text)
        self.problems = problems


class ThemeError(PlanetError):
    """A theme that is missing or cannot be rendered."""


class StoreError(PlanetError):
    """The state file cannot be used."""


class BusyError(StoreError):
    """Another build is running with the same state."""


class SetAsideError(StoreError):
    """The state file turned out to be damaged, and was moved out of the way: whoever opens it now gets a fresh one."""


class PublishError(PlanetError):
    """The site cannot be written."""


class FeedError(PlanetError):
    """One feed failed; the build goes on. Can cross a process border (it is picklable)."""

    def __init__(self, kind: Kind, problem: str, *, hint: str | None = None) -> None:
        super().__init__(problem, hint=hint or HINTS[kind])
        self.kind = kind
        self.problem = problem
        self.hint = hint or HINTS[kind]

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive, (type(self), self.kind, self.problem, self.hint))


def _revive(error: type[FeedError], kind: Kind, problem: str, hint: str) -> FeedError:
    return error(kind, problem, hint=hint)


class FetchError(FeedError):
    """Nothing usable came from the network or the disk."""


class ParseError(FeedError):
    """Something came, but it is not a feed."""


class ChildError(FeedError):
    """The child that read it was stopped or died."""
