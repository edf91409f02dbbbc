"""What each rule of faithfulness costs, in µs of CPU for each KB of HTML, beside reading and beside plain bleach.

    python benchmarks/repair.py             every tenth text of ../shared/corpus, if there, else of tests/corpus
    python benchmarks/repair.py FOLDER 1    every text of the feeds of a folder

`bleach.clean(text)`, as it is usually called, is what all is compared with. Every step is timed for each text by
itself, a few times, of which the shortest counts: what else the machine does meanwhile then matters little.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import bleach
from content import AROUND, CORPUS, OWN, texts_of

from planet.clean.bounds import STRANGERS
from planet.clean.html import clean_html
from planet.clean.html_tree import parse
from planet.clean.repair import RULES, repair
from planet.clean.repair.seen import Seen

ROUNDS = 4


def us_per_kb(texts: list[str]) -> dict[str, float]:
    """Each step's cost over all texts."""
    spent: Counter[str] = Counter()
    for text in texts:
        spent["parse"] += _shortest(lambda text=text: parse(text, STRANGERS))
        spent.update(_rules(text))
        roots = iter([parse(text, STRANGERS).root for _ in range(ROUNDS)])
        spent["all rules"] += _shortest(lambda roots=roots: repair(next(roots), AROUND))
        spent["the whole stage"] += _shortest(lambda text=text: clean_html(text, AROUND))
        spent["plain bleach"] += _shortest(lambda text=text: bleach.clean(text))
    kilobytes = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1000
    return {name: cost * 1e6 / kilobytes for name, cost in spent.items()}


def _rules(text: str) -> dict[str, float]:
    """What each rule takes where it runs, and what finding out takes."""
    spent: dict[str, float] = {}
    for _ in range(ROUNDS):
        root = parse(text, STRANGERS).root
        seen = Seen(root)
        taken = {"finding out what there is": _timed(lambda root=root: Seen(root))}
        for rule, marks in RULES.items():
            is_concerned = seen.any_of(marks)
            taken[rule.__name__] = _timed(lambda rule=rule, root=root: rule(root, AROUND)) if is_concerned else 0
        spent = {name: min(cost, spent.get(name, cost)) for name, cost in taken.items()}
    return spent


def _shortest(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, nargs="?", default=CORPUS if CORPUS.is_dir() else OWN)
    options.add_argument("every", type=int, nargs="?", default=10)
    asked = options.parse_args()
    costs = us_per_kb(list(texts_of(asked.folder))[:: asked.every])
    for name, cost in costs.items():
        print(f"{name:26} {cost:8.1f} µs/KB  {cost / costs['plain bleach']:6.1%} of plain bleach")


if __name__ == "__main__":
    main()
