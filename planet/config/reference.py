"""The reference in docs/config.md, made from the keys, so that it says what the checks do.

`python -m planet.config.reference docs/config.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from planet.config.keys import ROOT, Key, Kind, written

BEGIN = "<!-- reference: made from planet/config/keys.py; do not edit below -->\n"
END = "<!-- end of reference -->\n"
_STEPS = {Kind.LIST: "[].", Kind.TAGS: ".TAG."}
_HEAD = "| Key | Value | Default | Meaning |\n|---|---|---|---|\n"


def with_reference(document: str) -> str:
    """The document with the part between the two marks made anew. Raises ValueError when a mark is missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the document has no marks for the reference")
    return f"{before}{BEGIN}\n{reference()}\n{END}{after}"


def reference() -> str:
    """One table for the top level, and one for each key that has keys below it (Markdown)."""
    return "\n".join((f"{_HEAD}{''.join(_row(key, '') for key in ROOT.below)}", *_tables(ROOT, "", [])))


def _tables(above: Key, prefix: str, told: list[tuple[Key, ...]]) -> Iterator[str]:
    """A table for each key below `above` that has keys of its own, unless the same keys are `told` already."""
    for key in above.below:
        if not key.below or key.below in told:
            continue
        told.append(key.below)
        name = f"{prefix}{key.name}"
        inside = f"{name}{_STEPS.get(key.kind, '.')}"
        yield f"### {name}\n\n{key.meaning}\n\n{_HEAD}{''.join(_row(below, inside) for below in key.below)}"
        yield from _tables(key, inside, told)


def _row(key: Key, prefix: str) -> str:
    default = "required" if key.required else f"`{key.default}`" if key.default else ""
    return f"| `{prefix}{key.name}` | {'; '.join(_value(key))} | {default} | {key.meaning} |\n"


def _value(key: Key) -> Iterator[str]:
    yield key.kind.value
    if key.most:
        yield f"{written(key, key.least)} to {written(key, key.most)}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(with_reference(file.read_text("utf-8")), "utf-8")
