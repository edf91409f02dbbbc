"""What clients cost the owners of feeds: requests, 304s and bytes of a day of builds every 15 minutes.

    python benchmarks/week.py NAME 'COMMAND' [--days 1]

COMMAND is run in an empty folder once for each quarter of an hour; in it `{feeds}` stands for a file with one address
in each line, `{config}` for a config.yaml of Planet's, `{osmosfeed}` for an osmosfeed.yaml, `{now}` for the time of the
build. The servers (tests/plugins/week.py) live in the same time; a client that has no way to be told it (all but
Planet) looks at the real clock, which matters only where it waits by itself. Figures: docs/fetching.md.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from plugins.loopback import Servers  # noqa: E402 - found only on the path of the lines above
from plugins.week import DAY, START, Clock, bill, feeds, serve  # noqa: E402 - as above

EVERY = timedelta(minutes=15)


def write_lists(folder: Path, addresses: list[str]) -> dict[str, str]:
    """The list of feeds in each form that a client may want; what stands for it in a command."""
    listed = "".join(f"  - {address}\n" for address in addresses)
    fetch = "fetch: {allow_private_addresses: true, timeout: 10s}\n"
    (folder / "feeds.txt").write_text("\n".join(addresses) + "\n")
    (folder / "config.yaml").write_text(f"title: Week\n{fetch}feeds:\n{listed}")
    hrefs = "".join(f"  - href: {address}\n" for address in addresses)
    (folder / "osmosfeed.yaml").write_text(f"siteTitle: Week\ncacheMaxDays: 36500\nsources:\n{hrefs}")
    return {"feeds": "feeds.txt", "config": "config.yaml", "osmosfeed": "osmosfeed.yaml"}


def replay(command: str, days: float) -> None:
    """Run the command for every quarter of an hour, and print what it has cost."""
    clock, servers = Clock(), Servers()
    village = feeds(clock)
    builds = round(days * (DAY / EVERY))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = write_lists(folder, serve(village, servers))
        for number in range(builds):
            clock.now = START + number * EVERY
            line = [part.format(**words, now=clock.now.isoformat()) for part in shlex.split(command)]
            subprocess.run(line, cwd=folder, check=False, capture_output=True, timeout=300)
    servers.close()
    print(f"{builds} builds, {len(village)} feeds: {bill(village)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("command")
    parser.add_argument("--days", type=float, default=1)
    arguments = parser.parse_args()
    print(arguments.name, end=": ", flush=True)
    replay(arguments.command, arguments.days)
