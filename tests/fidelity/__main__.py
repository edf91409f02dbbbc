"""`PYTHONPATH=tests:. python -m fidelity docs/content.md` measures the whole corpus and writes the tables anew."""

from __future__ import annotations

import sys
from pathlib import Path

from fidelity.entries import corpus_entries
from fidelity.measure import measured
from fidelity.table import tables, with_tables


def main() -> None:
    """Print the tables, or write them into the document that is named."""
    found = list(measured(corpus_entries()))
    if len(sys.argv) > 1:
        document = Path(sys.argv[1])
        document.write_text(with_tables(document.read_text("utf-8"), found), "utf-8")
    else:
        sys.stdout.write(tables(found))


if __name__ == "__main__":
    main()
