"""The least that the work of a build can take on this machine: the same things done by nothing but the libraries."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import re
import sqlite3
import subprocess
import sys
import time
import xml.parsers.expat
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from types import ModuleType

import jinja2
import nh3
import yaml
from local_web import LocalWeb, beside

CONCURRENCY = 100
"""Planet's `fetch.concurrency` where the configuration says nothing."""
TEXT = re.compile(
    r"<content:encoded><!\[CDATA\[(.*?)\]\]>|<content[^>]*>(.*?)</content>|<item>.*?<description>(.*?)<", re.DOTALL
)
PAGE = "{% for entry in entries %}<article><h2>{{ loop.index }}</h2>{{ entry }}</article>{% endfor %}"
TRIES = 5
AT_ONCE = 8
CORES = len(os.sched_getaffinity(0))

Floors = dict[str, dict[str, float]]


def floor_module() -> ModuleType:
    """`floor.py` of the folder beside the checkout, which asks with nothing but sockets."""
    place = beside("floor.py")
    sys.path.append(str(place.parent))
    spec = importlib.util.spec_from_file_location("floor", place)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{place} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Sockets:
    """What the same requests take without any program around them."""

    def __init__(self, web: LocalWeb, width: int = CONCURRENCY) -> None:
        self._module, self._web, self._width = floor_module(), web, width
        self._etags: Mapping[str, str] = {}
        self.documents: tuple[bytes, ...] = ()

    def download(self) -> float:
        """Seconds to load every document; keeps them, and their ETags."""
        taken, answers = self._all({})
        self._etags = dict(zip(self._web.urls, (answer[2] for answer in answers), strict=True))
        self.documents = tuple(answer[1] for answer in answers)
        return taken

    def unchanged(self) -> float:
        """Seconds to hear 304 from every server."""
        taken, answers = self._all(self._etags)
        if strange := [answer[0] for answer in answers if answer[0] != 304]:  # noqa: PLR2004 - Not Modified
            raise SystemExit(f"{len(strange)} feeds did not answer 304")
        return taken

    def _all(self, etags: Mapping[str, str]) -> tuple[float, list[tuple[int, bytes, str]]]:
        started = time.perf_counter()
        answers = asyncio.run(self._module.all_of(self._web.urls, etags, self._width))
        return time.perf_counter() - started, answers


def floors_of(web: LocalWeb, site: Path, written: Sequence[Path], config: Path, changed: int) -> Floors:
    """Kind of build → phase → seconds; `written` are the files that a changed build writes, `changed` its feeds."""
    sockets = Sockets(web)
    always = {**python_itself(), "config": least(lambda: yaml.load(config.read_bytes(), yaml.CSafeLoader))}
    download, unchanged = least(sockets.download), least(sockets.unchanged)
    everything = [file for file in site.rglob("*") if file.is_file()]
    documents = sockets.documents
    return {
        "first": {**always, "answers": download, **made_of(documents, everything, entries=0)},
        "changed": {**always, "answers": unchanged, **made_of(documents[:changed], written, entries=1)},
        "unchanged": {**always, "answers": unchanged},
    }


def made_of(documents: Sequence[bytes], files: Sequence[Path], *, entries: int) -> dict[str, float]:
    """What follows the answers; of each document only so many entries are new (0: all)."""
    texts = [text for document in documents for text in texts_of(document)[: entries or None]]
    template = jinja2.Environment(autoescape=False).from_string(PAGE)  # noqa: S701 - a measure, seen by nobody
    datas = [file.read_bytes() for file in files]
    folder = files[0].parent if files else Path()
    return {
        "documents": least(lambda: [parse(document) for document in documents]) / CORES,
        "saving": least(lambda: save(documents, folder)),
        "imports after": imported("jinja2"),
        "clean": least(lambda: [nh3.clean(text) for text in texts]) / CORES,
        "render": least(lambda: template.render(entries=texts)),
        "publish": least(lambda: write(datas, folder)),
    }


def python_itself() -> dict[str, float]:
    """An empty program: until its first line runs, and from its last until it has gone; and what must be imported."""
    starts, ends = [], []
    for _ in range(TRIES):
        began = time.perf_counter()
        code = "import time; print(time.perf_counter())"
        done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
        starts.append(float(done.stdout) - began)
        ends.append(time.perf_counter() - float(done.stdout))
    return {"start": min(starts), "exit": min(ends), "imports before": imported("asyncio, sqlite3, yaml")}


def imported(names: str) -> float:
    """Seconds that these imports take in an empty program."""
    code = f"import time; began = time.perf_counter(); import {names}; print(time.perf_counter() - began)"
    run = [sys.executable, "-P", "-c", code]
    return min(float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(TRIES))


def least(work: Callable[[], object]) -> float:
    """The least of some tries, in seconds of wall clock."""
    seconds = []
    for _ in range(TRIES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def texts_of(document: bytes) -> list[str]:
    """The HTML of the entries, newest first."""
    return [unescape(next(filter(None, match), "")) for match in TEXT.findall(document.decode())]


def parse(document: bytes) -> None:
    """Read a document and do nothing with it."""
    xml.parsers.expat.ParserCreate().Parse(document, True)  # noqa: FBT003 - its last part


def save(documents: Sequence[bytes], folder: Path) -> None:
    """The documents in a table, safe from a power cut."""
    file = folder / "floor.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE document (name INTEGER PRIMARY KEY, body BLOB)")
        database.executemany("INSERT INTO document VALUES (?, ?)", enumerate(documents))
    database.close()
    file.unlink()


def write(datas: Sequence[bytes], folder: Path) -> None:
    """The files, safe from a power cut."""

    def one(numbered: tuple[int, bytes]) -> Path:
        path = folder / f"floor-{numbered[0]}"
        with path.open("wb") as file:
            file.write(numbered[1])
            file.flush()
            os.fsync(file.fileno())
        return path

    with ThreadPoolExecutor(AT_ONCE) as workers:
        paths = list(workers.map(one, enumerate(datas)))
    for path in paths:
        path.unlink()
