"""Headings begin below the entry's own title and skip no level.

<h1>A</h1><h3>B</h3><h2>C</h2>      →  <h4>A</h4><h5>B</h5><h5>C</h5>
<h2>A</h2><h3>B</h3><h2>C</h2>      →  <h4>A</h4><h5>B</h5><h4>C</h4>
<h3>A</h3><h1>B</h1>                →  <h4>A</h4><h4>B</h4>
"""

from __future__ import annotations

from collections import Counter

from planet.clean.html_tree import Element
from planet.clean.repair.seen import marks
from planet.clean.surroundings import Surroundings

_LEVELS = {f"h{level}": level for level in range(1, 7)}
DEEPEST = 6
MARKS = marks("h1 h2 h3 h4 h5 h6")


def renumber_headings(root: Element, around: Surroundings) -> Counter[str]:
    """Give every heading the level that follows from the headings it stands below."""
    above: list[int] = []
    for element in root.elements():
        level = _LEVELS.get(element.name)
        if level is None or element.namespace is not None:
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        element.name = f"h{min(around.policy.top_heading + len(above) - 1, DEEPEST)}"
    return Counter()
