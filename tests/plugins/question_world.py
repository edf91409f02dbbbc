"""One planet in which everything has happened that people ask about: what each feed said on the first day and the next.

Each feed has a host of its own (`ann.example`) for its posts, and a server of its own on the loopback net.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

FIRST_DAY = "2026-11-20T12:00:00Z"
SECOND_DAY = "2026-11-23T12:00:00Z"
FIRST_POST = datetime(2026, 11, 1, 12, tzinfo=UTC)
WORDS = "Words enough that a text can be known again wherever it is met, which takes twenty of them at the very least."


@dataclass(frozen=True)
class Post:
    """One entry of an Atom feed; its link is `path` on the host of its feed."""

    path: str
    title: str = ""
    when: str = "2026-11-10T12:00:00Z"
    id: str = ""
    text: str = "Text."
    tags: tuple[str, ...] = ()
    author: str = "Somebody"
    language: str = "en"
    link: str = ""


@dataclass(frozen=True)
class Answer:
    """What the feed's server says on one day: a document of these posts, or something else."""

    posts: tuple[Post, ...] = ()
    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def document(name, posts):
    """The posts as an Atom feed of the blog `name`."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{name}</title><id>tag:{name}.example,2026:feed</id><updated>2026-11-01T00:00:00Z</updated>"
        f'<link href="https://{name}.example/"/>{"".join(entry(name, post) for post in posts)}</feed>'
    ).encode()


def entry(name, post):
    link = post.link or f"https://{name}.example/{post.path}"
    dates = f"<published>{post.when}</published><updated>{post.when}</updated>" if post.when else ""
    tags = "".join(f'<category term="{tag}"/>' for tag in post.tags)
    text = post.text.replace("<", "&lt;")
    return (
        f'<entry xml:lang="{post.language}"><id>{post.id or f"tag:{name}.example,2026:{post.path}"}</id>'
        f"<title>{post.title or f'{name} {post.path}'}</title><link href='{link}'/>{dates}{tags}"
        f"<author><name>{post.author}</name></author><content type='html'>{text}</content></entry>"
    )


def days_before(count):
    return (FIRST_POST - timedelta(days=count)).isoformat()


def both(*posts):
    """The same on either day."""
    return Answer(posts), Answer(posts)


SHARED = Post("shared", "A post that two carry", text=WORDS)
RELAYED = Post("shared", "A post that two carry", text=WORDS, link="https://ann.example/shared")

FEEDS = {
    "ann": both(Post("fresh", "The newest of all", "2026-11-19T12:00:00Z"), SHARED),
    "club": both(RELAYED, Post("notes", "Notes of the club")),
    "hidden": both(Post("1", "Hidden by its address"), Post("2", "Not hidden")),
    "team": both(Post("1", "News from us", author="Marketing Team")),
    "words": both(Post("1", "The best casino"), Post("2", "[Ad] Buy this"), Post("3", "Plain")),
    "let": both(Post("1", "Baking bread", tags=("cooking",)), Post("2", "Python 4", tags=("python",))),
    "german": both(Post("1", "Ein Beitrag", language="de"), Post("2", "A post", language="en-GB")),
    "short": both(Post("1", "Hello world", text="One two three.")),
    "old": both(Post("1", "From last year", days_before(200)), Post("2", "Of late")),
    "flood": both(*(Post(f"{n}", f"Flood {n}", days_before(n)) for n in range(9))),
    "snakes": both(Post("1", "A snake", tags=("Python",))),
    "churn": (
        Answer((Post("p/1", "Same post", id="tag:churn,1", text=WORDS + " One."),)),
        Answer((Post("p/1", "Same post", id="https://churn.example/?p=1", text=WORDS + " One."),)),
    ),
    "mover": (
        Answer(
            (Post("2026/a", "Moved along", link="http://old-host.example/2026/a", id="http://old-host.example/?1"),)
        ),
        Answer((Post("2026/a", "Moved along", id="https://mover.example/?1"),)),
    ),
    "future": both(Post("1", "From the future", "2028-01-01T00:00:00Z")),
    "undated": (
        Answer((Post("1", "Without date", ""),)),
        Answer((Post("2", "New without date", ""), Post("1", "Without date", ""))),
    ),
    "redated": (
        Answer((Post("1", "An old post", "2026-10-01T12:00:00Z"),)),
        Answer((Post("1", "An old post", "2026-11-23T11:00:00Z"),)),
    ),
    "edited": (
        Answer((Post("1", "A post with a slip"),)),
        Answer((Post("1", "A post without", text="Better."),)),
    ),
    "dropped": (Answer((Post("1", "Dropped"),)), Answer((Post("2", "Its successor"),))),
    "forgetful": (
        Answer((Post("1", "Of another age", "2019-01-01T00:00:00Z"),)),
        Answer((Post("2", "Of this age"),)),
    ),
    "missing": (Answer((Post("1", "Before it broke"),)), Answer(status=404)),
    "gone": (Answer((Post("1", "Before it went"),)), Answer(status=410)),
    "blocked": (Answer(status=403), Answer(status=403)),
    "page": (Answer(body=b"<!doctype html><title>A blog</title><p>Hello"),) * 2,
    "busy": (Answer((Post("1", "Before"),)), Answer(status=429, headers={"Retry-After": "86400"})),
    "broken": (Answer(body=b"<rss><channel><title>x"),) * 2,
    "excerpts": both(Post("1", "A long read", text=f"{WORDS} {WORDS}")),
    "scripts": both(
        Post("1", "With a script", text="<p onclick='x()'>Text<script>alert(1)</script><object data='x'></object>")
    ),
    "prefix": both(Post("1", "The Blog: A title", link="http://localhost:1313/1")),
    "left": both(Post("1", "Of a feed that left")),
    "twins": both(Post("1", "Spring cleaning"), Post("2", "Spring cleaning again")),
}
NEW_ON_THE_SECOND_DAY = "newcomer"

CONFIG = """\
title: Planet of Questions
url: https://planet.example/
fetch: {allow_private_addresses: true, min_interval: 0, timeout: 3s}
river: {per_page: 10, max_per_feed: 3}
feed: {entries: 12}
keep: {days: 1000}
hide:
  - https://hidden.example/1
  - author: marketing team
  - https://silent.example/never
filter:
  exclude:
    words: [casino, neverseen]
    regex: ['(?i)^\\[ad\\]']
tags:
  python:
    filter: {exclude: {words: [snake]}}
feeds:
"""

KEYS = {
    "ann": "site: https://ann.example/",
    "let": "filter: {include: {tags: [python, django]}}",
    "german": "filter: {include: {languages: [en]}}",
    "short": "filter: {exclude: {shorter_than: 10}}",
    "old": "filter: {exclude: {older_than: 90d}}",
    "flood": "max_entries: 5",
    "excerpts": "content: excerpt",
    "prefix": 'title_prefix: "The Blog:", links: {"http://localhost:1313/": "https://prefix.example/"}',
    "blocked": "site: https://blocked.example/",
    "page": "site: https://page.example/",
    "broken": "site: https://broken.example/",
    "newcomer": "site: https://newcomer.example/",
}


def configuration(urls):
    """The text of config.yaml with a line for each feed."""
    lines = [
        f"  - {{url: {url}, name: {name}{', ' * (name in KEYS)}{KEYS.get(name, '')}}}" for name, url in urls.items()
    ]
    return CONFIG + "\n".join(lines) + "\n"
