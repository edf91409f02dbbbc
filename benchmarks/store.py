"""What it costs to remember much: size, time and bytes read of builds over a store of N entries.

    python benchmarks/store.py                  1,000 and 10,000 entries, 200 to a feed
    python benchmarks/store.py 100000 …         so many
    python benchmarks/store.py --feeds 50 …     in so many feeds, as when one planet grows older

Each entry is 2.4 kB as JSON. Clean forms are made up and stored beside them: what cleaning costs is told by
benchmarks/content.py. The builds are the command, offline; one feed is a file, and brings what is new. Seconds are
those of the clock, then those of the processor (of the command, and of children that it has waited for); of builds with
nothing new, and with ten new entries, the best of three is told.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planet.config import load_settings
from planet.edition import clean_frames, clean_keys, stored_river
from planet.model.atom import Content, Entry, Link, Person, RawEntry, RawFeed, RawText, SafeHtml
from planet.model.fetching import FeedHealth, TakenIn, Validators
from planet.model.settings import Settings
from planet.store import FILE_NAME, Store, open_store

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PER_FEED = 200
NEW = 10
WORDS = [random.Random(number).randbytes(1 + number % 5).hex() for number in range(4000)]  # noqa: S311 - words, not secrets
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x,2026:f</id><title>New</title>{}</feed>'
ONE = "<entry><id>tag:x,2026:{1}</id><title>New {1}</title><updated>2026-11-23T0{0}:00:00Z</updated></entry>"


def entries_of(feed: int, count: int) -> Iterator[RawEntry]:
    """Posts as blogs write them: ten paragraphs of words, some more common than others."""
    chance = random.Random(feed)  # noqa: S311 - words, not secrets
    for number in range(count):
        words = iter(WORDS[int(len(WORDS) * chance.random() ** 12)] for _ in range(420))
        paragraphs = "\n".join(f"<p>{' '.join(next(words) for _ in range(42))}.</p>" for _ in range(10))
        yield RawEntry(
            key=f"tag:blog{feed}.example,2026:{number}",
            id=f"tag:blog{feed}.example,2026:{number}",
            title=RawText(value=f"Post {number} of blog {feed}"),
            links=(Link(href=f"https://blog{feed}.example/posts/{number}/"),),
            authors=(Person(name=f"Author {feed}"),),
            published_at=NOW - timedelta(minutes=7 * (number * 500 + feed)),
            content=RawText(value=paragraphs, kind="html"),
        )


def fill(settings: Settings, count: int, per_feed: int = PER_FEED) -> None:
    """A store of so many entries, and what a build would have cleaned of them."""
    with open_store(settings.state_dir, NOW) as store:
        for number, config in enumerate(settings.feeds[1:]):
            entries = tuple(entries_of(number, min(per_feed, count - number * per_feed)))
            feed = RawFeed(url=config.url, title=RawText(value=f"Blog {number}"), entries=entries)
            health = FeedHealth(feed_url=config.url, state="ok", next_try_at=NOW)
            store.save(TakenIn(feed_url=config.url, feed=feed, validators=Validators(etag='"1"')), health, NOW)
        keep_clean(settings, store)


def keep_clean(settings: Settings, store: Store) -> None:
    """Clean forms with the same text."""
    urls = [feed.url for feed in settings.feeds]
    _, river = stored_river(settings, store)
    keys = clean_keys(river, clean_frames(store.feeds(urls), settings))
    feeds = {entry.name: entry.feed_url for entry in river.entries()}
    names = list(keys)
    for start in range(0, len(names), 1000):
        batch = {}
        for name, raw in store.raw_entries(names[start : start + 1000]):
            content = Content(html=SafeHtml(raw.content.value if raw.content else ""))
            batch[keys[name]] = Entry(
                feed_url=feeds[name],
                key=raw.key,
                name=name,
                title=raw.title.value if raw.title else "",
                link=raw.link,
                published_at=raw.published_at,
                content=content,
            )
        store.keep_cleaned(batch)


def build(folder: Path) -> tuple[float, float, int, int]:
    """Seconds of the processor and of the clock, bytes read and kB of memory of one build."""
    command = [sys.executable, "-m", "planet", "build", "--offline", "-q", "--now", NOW.isoformat()]
    started = os.times().elapsed
    with subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        taken = os.times().elapsed - started
        counts = dict(line.split(": ") for line in Path(f"/proc/{process.pid}/io").read_text().splitlines())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build left with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, taken, int(counts["rchar"]), usage.ru_maxrss


def build_with_news(folder: Path, first: int) -> tuple[float, float, int, int]:
    """A build with ten entries that are new."""
    (folder / "new.xml").write_text(ATOM.format("".join(ONE.format(n % NEW, n) for n in range(first, first + NEW))))
    return build(folder)


def measure(folder: Path, count: int, feeds: int) -> None:
    """Print the row of so many entries in so many feeds."""
    per_feed = -(-count // feeds)
    listed = "".join(f"  - https://blog{number}.example/feed\n" for number in range(feeds))
    (folder / "config.yaml").write_text(f"title: Much\nurl: https://planet.example/\nfeeds:\n  - ./new.xml\n{listed}")
    (folder / "new.xml").write_text(ATOM.format(""))
    settings = load_settings(folder / "config.yaml")
    fill(settings, count, per_feed)
    rows = [build(folder)]
    size = (settings.state_dir / FILE_NAME).stat().st_size
    rows.append(min(build(folder) for _ in range(3)))
    rows.append(min(build_with_news(folder, first) for first in range(0, 3 * NEW, NEW)))
    cells = " | ".join(
        f"{taken:.2f} ({work:.2f}) | {read / 1e6:.1f} | {memory / 1000:.0f}" for work, taken, read, memory in rows
    )
    print(f"| {count:,} | {size / 1e6:.1f} | {size / count / 1000:.2f} | {cells} |", flush=True)


def main() -> None:
    """Measure each size that is asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("counts", type=int, nargs="*", default=[1000, 10_000])
    options.add_argument("--feeds", type=int, help="so many feeds, whatever the number of entries")
    asked = options.parse_args()
    print("| entries | MB | kB each | first: s | MB read | MB memory | unchanged: s | … | … | ten new: s | … | … |")
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), count, asked.feeds or -(-count // PER_FEED))


if __name__ == "__main__":
    main()
