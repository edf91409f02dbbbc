"""What safe content costs, stage by stage: microseconds of CPU per KB of what feeds sent.

    python benchmarks/content.py            the feeds of ../shared/corpus, where it is there, else of tests/corpus
    python benchmarks/content.py FOLDER     the feeds of a folder

Prints a line for each stage, the share of the gate (nh3), and about how many texts the two sanitisers differ. It takes
one process; a build spreads entries over the cores.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from planet.clean.bounds import STRANGERS, cut_to_size
from planet.clean.gate import agree, passed, serialized
from planet.clean.html_tree import parse
from planet.clean.policy import ENTRY_POLICY
from planet.clean.repair import repair
from planet.clean.scrolling import box_wide_parts
from planet.clean.sieve import Sieve
from planet.clean.surroundings import Surroundings
from planet.errors import ParseError
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "feeds"
OWN = ROOT / "tests" / "corpus" / "feeds"
POST = "https://blog.example/post"
AROUND = Surroundings(name="0123456789abcdef", base=POST, own=POST, bases=(POST,), label="A post")
ENOUGH_KB = 500

T = TypeVar("T")


def texts_of(folder: Path) -> Iterator[str]:
    """The HTML of every entry of every feed in a folder, as `planet.clean` gets it."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".expected", ".tsv"} or not path.is_file():
            continue
        answer = Fetched(feed_url=path.name, final_url="https://blog.example/feed", body=path.read_bytes())
        try:
            feed = parse_document(ReadJob(answer=answer, max_entries=5000))
        except ParseError:
            continue
        for entry in feed.entries:
            text = entry.content or entry.summary
            if text is not None and text.kind != "text":
                yield text.value


class Stages:
    """Adds up the CPU seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.differences = 0

    def clean(self, html: str) -> None:
        """What `planet.clean.html` does with one text, each step on the clock."""
        tree = self._timed("parse", lambda: parse(cut_to_size(html)[0], STRANGERS))
        self._timed("repair", lambda: repair(tree.root, AROUND))
        self._timed("policy", lambda: Sieve(AROUND).sift(tree.root))
        self._timed("policy", lambda: box_wide_parts(tree.root, AROUND.label))
        ours = self._timed("bleach", lambda: serialized(tree.root, ENTRY_POLICY))
        shown = self._timed("gate", lambda: passed(ours, ENTRY_POLICY))
        self.differences += not self._timed("gate", lambda: agree(ours, shown))

    def _timed(self, stage: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - started
        return result


def main() -> None:
    """Read the folder, clean everything in it, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, nargs="?", default=CORPUS if CORPUS.is_dir() else OWN)
    texts = list(texts_of(options.parse_args().folder))
    size_kb = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1000
    if not size_kb:
        raise SystemExit("none of these feeds has an entry with HTML")
    rounds = max(1, round(ENOUGH_KB / size_kb))
    stages = Stages()
    stages.clean(texts[0])
    stages.seconds.clear()
    for text in texts * rounds:
        stages.clean(text)
    print(f"{len(texts)} texts, {size_kb:.0f} KB, {stages.differences // rounds} of them seen differently by the two")
    total = sum(stages.seconds.values())
    for stage, taken in [*stages.seconds.items(), ("all", total)]:
        print(f"{stage:8} {taken * 1e6 / size_kb / rounds:7.1f} µs/KB  {taken / total:6.1%}")


if __name__ == "__main__":
    main()
