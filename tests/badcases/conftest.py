"""One bad day for everybody: more than sixty servers that misbehave at once, with ten good feeds among them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import html
from plugins.command import ROOT, Planet, Report, atom
from plugins.loopback import Servers
from plugins.misbehaviour import MISBEHAVIOURS, PATH
from plugins.odd_documents import documents
from plugins.quick_planet import QuickPlanet

TIMEOUT_S, PARSE_S = 5, 3
GOOD = 10


@dataclass
class BadDay:
    """What is left of the day: the report, what people read, the site, and what it cost."""

    planet: Planet
    report: Report
    stderr: str
    seconds: float
    peak_bytes: int
    urls: dict[str, str]
    pages: str
    requests: dict[str, list] = field(default_factory=dict)

    def feed(self, name):
        """The report of the feed whose server misbehaved so."""
        return next(feed for feed in self.report["feeds"] if feed["url"] == self.urls[name])


class PeakMemory:
    """The most that a process and its children have held together; pages that they share count once (Linux: PSS)."""

    def __init__(self, pid):
        self.pid, self.peak_bytes = pid, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self):
        self._over.set()
        self._thread.join()

    def _watch(self):
        while not self._over.wait(0.1):
            self.peak_bytes = max(self.peak_bytes, sum(map(held_bytes, family(self.pid))))


def family(pid):
    """The process and all below it."""
    children = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def held_bytes(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def run_build(planet, now):
    words = [sys.executable, "-m", "planet", "build", "--json", "--force", "--now", now]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    with subprocess.Popen(
        words, cwd=planet.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as build:
        memory = PeakMemory(build.pid)
        stdout, stderr = build.communicate(timeout=120)
        memory.stop()
    assert build.returncode == 0, stderr
    return Report(json.loads(stdout)), stderr, time.monotonic() - started, memory.peak_bytes


@pytest.fixture(scope="session")
def bad_day(tmp_path_factory):
    """Every feed is good on the first day; on the second, all but ten misbehave."""
    planet = Planet(tmp_path_factory.mktemp("bad-day"))
    planet.settings["fetch"] |= {
        "timeout": f"{TIMEOUT_S}s",
        "connect_timeout": "2s",
        "idle_timeout": "2s",
        "parse_timeout": f"{PARSE_S}s",
    }
    planet.settings["river"] = {"per_page": 500}
    servers = Servers()
    try:
        played = {}
        for number, one in enumerate((*MISBEHAVIOURS, *(f"good_{n}" for n in range(GOOD))), start=1):
            name = one if isinstance(one, str) else one.name
            played[name] = servers.start(f"127.0.1.{number}")
            entry = (f"tag:{name}", f"Old {name}", "2026-11-20T10:00:00Z", f"Text of {name}")
            played[name].serve(PATH, atom(entry, title=f"Blog {name}"))
        urls = {name: server.url(PATH) for name, server in played.items()}
        urls["001_dns_fail"] = "http://no-such-host.invalid/feed.xml"
        planet.configure(*urls.values())
        planet.build()
        for one in MISBEHAVIOURS:
            one.play(played[one.name])
        played["good_0"].serve(PATH, atom(("tag:new", "New on a bad day", "2026-11-23T10:00:00Z", "x")))
        report, stderr, seconds, peak = run_build(planet, "2026-11-23T12:00:00Z")
        pages = "".join(path.read_text("utf-8") for path in sorted(planet.output.rglob("*.html")))
        requests = {name: server.requests for name, server in played.items()}
        yield BadDay(planet, report, stderr, seconds, peak, urls, pages, requests)
    finally:
        servers.close()
        for server in servers.started:
            for kept in getattr(server, "kept", ()):
                kept.close()


@pytest.fixture
def planet(tmp_path):
    folder = tmp_path / "planet"
    folder.mkdir()
    return QuickPlanet(folder)


@dataclass
class Odd:
    """A planet of documents that can be read, each odd in its own way; the name of a feed is that of its case."""

    planet: Planet
    report: Report
    servers: Servers
    canary: object

    def feed(self, name):
        """The report of one feed."""
        return next(feed for feed in self.report["feeds"] if feed["url"].endswith(f"/{name}"))

    def posts(self, name):
        """The entries of one feed as the page shows them, newest first."""
        page = self.planet.page()
        return [Post(article) for article in page.xpath("//article") if source_of(article) == name]

    def post(self, name):
        [post] = self.posts(name)
        return post


class Post:
    """One entry on the page."""

    def __init__(self, article):
        self.article = article
        [heading] = article.xpath(".//h3") or [None]
        self.title = "" if heading is None else heading.text_content().strip()
        self.link = next(iter(article.xpath(".//h3/a/@href")), None)
        self.when = next(iter(article.xpath(".//time/@datetime")), None)
        self.text = " ".join(article.text_content().split())
        self.html = "".join(html.tostring(one, encoding="unicode") for one in article.xpath("./div[@class='content']"))
        self.links = article.xpath(".//@href | .//@src")


def source_of(article):
    return next(iter(article.xpath(".//*[@class='source']//bdi/text()")), None)


@pytest.fixture(scope="session")
def odd(tmp_path_factory):
    """All documents of plugins/odd_documents.py in one build."""
    planet = QuickPlanet(tmp_path_factory.mktemp("odd"))
    planet.settings["river"] = {"per_page": 500, "max_per_feed": 500}
    planet.settings["feed"] = {"entries": 500}
    planet.settings["fetch"] |= {"timeout": "10s"}
    servers = Servers()
    try:
        canary = servers.start()
        feeds = []
        for number, (name, document) in enumerate(documents(canary.url("/secret.dtd")).items()):
            server = servers.started[1 + number % 20] if number >= 20 else servers.start(f"127.0.2.{number + 1}")
            body, headers = document if isinstance(document, tuple) else (document, None)
            feeds.append({"url": server.serve(f"/{name}", body, headers=headers), "name": name})
        planet.configure(*feeds)
        yield Odd(planet, planet.build("-v"), servers, canary)
    finally:
        servers.close()
