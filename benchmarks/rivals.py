"""Planet beside other tools, in one run: calls the comparison that lies beside the checkout, where it is there.

    python benchmarks/rivals.py                         50 and 200 feeds, three runs
    python benchmarks/rivals.py --feeds 1000 --runs 5   whatever compare.py takes

Judge by ratios within one run, on a quiet machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMPARE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "compare.py"
PLANET = f"{sys.executable} -m planet build --quiet --config {{config}} --output {{out}}"


def main() -> None:
    """Hand our command and all options on."""
    if not COMPARE.is_file():
        raise SystemExit(f"there is no comparison at {COMPARE}")
    raise SystemExit(
        subprocess.run([sys.executable, COMPARE, "--planet", PLANET, *sys.argv[1:]], check=False).returncode
    )


if __name__ == "__main__":
    main()
