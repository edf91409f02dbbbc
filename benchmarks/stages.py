"""What each stage costs: microseconds of CPU for a feed asked, a KB skimmed, parsed and cleaned, and a page made.

    python benchmarks/stages.py

One process, so the figures are of work and not of cores; a build spreads parsing and cleaning over all of them. The
peak is the largest that the process has been up to the end of the stage.
"""

from __future__ import annotations

import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from made_feeds import feed, planet

from planet.build import build_planet
from planet.clean import clean_entry, clean_frame, clean_job
from planet.config import load_settings
from planet.fetch import crawl
from planet.model.fetching import Fetched, FetchRequest, FetchResult, NotModified, ReadJob, Validators
from planet.model.settings import FeedConfig, FetchPolicy
from planet.model.site import BuildRequest
from planet.parse import parse_document

ENTRIES, SIZE_KB, FEEDS = range(20), 8.0, 200
ADDRESS = "https://blog.example/feed"


class Unchanged(BaseHTTPRequestHandler):
    """A server that has nothing new."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """304, whatever is asked."""
        self.send_response(304)
        self.end_headers()

    def log_message(self, *_parts: object) -> None:
        """Say nothing."""


class Quiet:
    """A build's outside that shows nothing."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Nothing."""

    def elapsed_s(self) -> float:
        """No time."""
        return 0.0


def measure(name: str, unit: str, amount: float, work: Callable[[], object]) -> None:
    """Print the least CPU time of three rounds, for each unit."""
    seconds = []
    for _ in range(3):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {min(seconds) / amount * 1e6:9.1f} µs/{unit:5} peak {peak_mb:5.0f} MB", flush=True)


def measure_asking() -> None:
    """What it costs to hear that a feed has not changed, from a server in another process; each feed has its host."""
    server = ThreadingHTTPServer(("", 0), Unchanged)
    child = os.fork()
    if not child:
        server.serve_forever()
    port, known = server.server_port, Validators(etag='"1"')
    urls = [f"http://127.1.{number // 250}.{number % 250 + 1}:{port}/" for number in range(FEEDS)]
    requests = [FetchRequest(feed_url=url, address=url, validators=known) for url in urls]
    policy = FetchPolicy(allow_private_addresses=True)
    measure("asked", "feed", FEEDS, lambda: all_unchanged(crawl(requests, policy, "planet-bench")))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def all_unchanged(answers: Iterable[FetchResult]) -> None:
    """End the program when an answer is another: then something else would be measured."""
    if others := [answer for answer in answers if not isinstance(answer, NotModified)]:
        raise SystemExit(f"not unchanged: {others[0]}")


def measure_reading() -> None:
    """Skimming a document of which all is known, parsing one, and cleaning its entries."""
    body = feed("a", ENTRIES, SIZE_KB)
    job = ReadJob(answer=Fetched(feed_url=ADDRESS, final_url=ADDRESS, body=body), max_entries=5000)
    whole = parse_document(job)
    known = replace(job, known=whole.known)
    frame = clean_frame(FeedConfig(url=ADDRESS), whole, None)
    jobs = [clean_job(entry, f"{number:016x}", frame) for number, entry in enumerate(whole.entries)]
    html_kb = sum(len(entry.content.value.encode()) for entry in whole.entries if entry.content) / 1000
    measure("skimmed", "KB", len(body) / 1000, lambda: parse_document(known))
    measure("parsed", "KB", len(body) / 1000, lambda: parse_document(job))
    measure("cleaned", "KB", html_kb, lambda: [clean_entry(one) for one in jobs])


def measure_pages() -> None:
    """Composing, rendering and writing all pages of a planet whose entries are clean already."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(planet(Path(folder), range(20), ENTRIES, SIZE_KB))
        request = BuildRequest(now=datetime(2026, 6, 1, tzinfo=UTC))
        build_planet(settings, request, Quiet())
        pages = len(list(settings.output_dir.rglob("*.html")))
        measure("made", "page", pages, lambda: build_planet(settings, replace(request, full=True), Quiet()))


def main() -> None:
    """Every stage in turn."""
    measure_asking()
    measure_reading()
    measure_pages()


if __name__ == "__main__":
    main()
