"""What was measured, as the tables of docs/content.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fidelity.compare import COUNTED, Kept

BEGIN = "<!-- measured: made by tests/fidelity; do not edit below -->\n"
END = "<!-- end of what was measured -->\n"
NAMES = {**COUNTED, "listings": "code blocks, white space exact", "embeds": "embeds, as links"}
# What takes text out, by the name under which `removed` lists it.
RULES = (
    "line numbers",
    "appeared first on",
    "title said twice",
    "share buttons",
    "hidden text",
    "svg",
    "select",
    "textarea",
    "button",
)
REASONS_BELOW = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All entries together."""

    entries: int
    feeds: int
    characters: int
    kept: int
    median: float
    first_percentile: float
    leaks: int
    constructs: dict[str, tuple[int, int]]

    @property
    def share(self) -> float:
        """The share of all characters kept."""
        return self.kept / max(1, self.characters)


def totals(found: Sequence[Kept]) -> Totals:
    """All entries together."""
    shares = sorted(entry.share for entry in found)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for entry in found:
        for name, (there, left) in entry.constructs.items():
            before[name] += there
            after[name] += left
    return Totals(
        entries=len(found),
        feeds=len({entry.name.partition("#")[0] for entry in found}),
        characters=sum(entry.characters for entry in found),
        kept=sum(entry.kept for entry in found),
        median=shares[len(shares) // 2],
        first_percentile=shares[len(shares) // 100],
        leaks=sum(bool(entry.leaked) for entry in found),
        constructs={name: (before[name], after[name]) for name in NAMES},
    )


def with_tables(document: str, found: Sequence[Kept]) -> str:
    """The document with what stands between the marks made anew."""
    head, _, rest = document.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{tables(found)}\n{END}{tail}"


def tables(found: Sequence[Kept]) -> str:
    """Markdown: the totals, what each rule took, and each entry of which less than 95 % is kept."""
    return "\n".join((*_totals(totals(found)), *_rules(found), *_reasons(found)))


def _totals(all_: Totals) -> Iterator[str]:
    yield f"{all_.entries:,} entries of {all_.feeds} feeds, {all_.characters:,} characters that are no white space.\n"
    yield "| Measured | Original | Kept | Share |\n|---|--:|--:|--:|"
    yield f"| characters, median of entries | | | {all_.median:.2%} |"
    yield f"| characters, first percentile of entries | | | {all_.first_percentile:.2%} |"
    yield f"| characters, all together | {all_.characters:,} | {all_.kept:,} | {all_.share:.2%} |"
    for name, (there, left) in all_.constructs.items():
        yield f"| {NAMES[name]} | {there:,} | {left:,} | {left / max(1, there):.2%} |"
    yield f"| entries that show style, script or hidden text | | {all_.leaks} | |\n"


def _rules(found: Iterable[Kept]) -> Iterator[str]:
    lost: Counter[str] = Counter()
    characters = 0
    for entry in found:
        characters += entry.characters
        if entry.kept < entry.characters:
            lost[_reason(entry)] += entry.characters - entry.kept
    yield "| What took text out | Characters | Share |\n|---|--:|--:|"
    for reason, count in lost.most_common():
        yield f"| {reason} | {count:,} | {count / max(1, characters):.3%} |"
    yield ""


def _reasons(found: Iterable[Kept]) -> Iterator[str]:
    below = sorted(
        (entry for entry in found if entry.share < REASONS_BELOW), key=lambda entry: (entry.share, entry.name)
    )
    yield f"Entries of which less than {REASONS_BELOW:.0%} is kept ({len(below)}):\n"
    yield "| Entry | Characters | Kept | Reason |\n|---|--:|--:|---|"
    for entry in below:
        yield f"| {entry.name} | {entry.characters:,} | {entry.share:.1%} | {_reason(entry)} |"


def _reason(entry: Kept) -> str:
    """The first rule that took something out of it, in the order of `RULES`: the one that takes the most."""
    names = {removed.partition(" ×")[0] for removed in entry.removed}
    return next((rule for rule in RULES if rule in names), "unknown")
