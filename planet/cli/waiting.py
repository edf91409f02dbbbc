"""`--wait`: while another build holds the lock, wait for its end and try again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from planet.errors import BusyError
from planet.store import wait_for_others

T = TypeVar("T")


def when_others_are_done(work: Callable[[], T], state_dir: Path) -> T:
    """What `work` gives as soon as it gets the lock of `state_dir`; says once what it waits for.

    `work` is called anew after each wait, so that a build which waited for an hour does not believe that it is still
    an hour ago.
    """
    said = False
    while True:
        try:
            return work()
        except BusyError as error:
            if not said:
                from planet.report.plain import plain  # noqa: PLC0415 - start-up

                click.echo(f"waiting: {plain(error.problems[0].text)}", err=True)
                said = True
            wait_for_others(state_dir)
