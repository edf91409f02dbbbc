"""What each rule of faithfulness costs, in µs for each KB of HTML, beside parsing and beside plain bleach.

`python benchmarks/repair.py FILE.html …` measures these texts; without files a long post of each construct is made.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import bleach

from planet.clean.bounds import STRANGERS
from planet.clean.html import clean_html
from planet.clean.html_tree import parse
from planet.clean.repair import RULES
from planet.clean.surroundings import Surroundings

ROUNDS = 5
POST = (
    "<h2>Part</h2><p>Some <em>words</em> of an author, with a <a href='#fn1' id='r1'>note</a> and a "
    "<a href='/x'>link</a>.</p><p style='text-align:center'><img src='data:image/gif;base64,R0' data-src='/a.jpg'></p>"
    "<div class='highlight-python'><pre><span class='lineno'>1</span><span class='k'>def</span> f():</pre></div>"
    "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p>so \\(x^2\\) is<br>more</p>"
    "<ul><li>one</li><li>two<ol start=3><li>three</li></ol></li></ul><blockquote><p>q</p></blockquote>"
    "<ol><li id=fn1>Note <a href='#r1'>back</a></li></ol><iframe src='https://www.youtube.com/embed/abcdefg'></iframe>"
)
AROUND = Surroundings(name="0a", base="https://blog.example/p", own="https://blog.example/p", label="Title")


def us_per_kb(texts: list[str]) -> dict[str, float]:
    """Each step's cost over all texts, the best of a few rounds."""
    kilobytes = sum(len(text.encode()) for text in texts) / 1024
    costs = {"parse": _best(lambda: [parse(text, STRANGERS) for text in texts])}
    totals = dict.fromkeys((rule.__name__ for rule in RULES), float("inf"))
    for _ in range(ROUNDS):
        spent = dict.fromkeys(totals, 0.0)
        for text in texts:
            root = parse(text, STRANGERS).root
            for rule in RULES:
                started = time.process_time()
                rule(root, AROUND)
                spent[rule.__name__] += time.process_time() - started
        totals = {name: min(cost, spent[name]) for name, cost in totals.items()}
    costs.update(totals)
    costs["all rules"] = sum(totals.values())
    costs["the whole stage"] = _best(lambda: [clean_html(text, AROUND) for text in texts])
    costs["plain bleach"] = _best(lambda: [bleach.clean(text, strip=True) for text in texts])
    return {name: cost * 1e6 / kilobytes for name, cost in costs.items()}


def _best(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print the table."""
    texts = [Path(name).read_text("utf-8", "replace") for name in sys.argv[1:]] or [POST * 40]
    costs = us_per_kb(texts)
    for name, cost in costs.items():
        print(f"{name:24} {cost:8.1f} µs/KB  {cost / costs['plain bleach']:6.1%} of plain bleach")


if __name__ == "__main__":
    main()
