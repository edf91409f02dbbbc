"""Where pages lie and how they lead to each other.

Pages are numbered from the oldest, so a number keeps its page. No page but the last tells how many there are: a new
page would change all of them.
"""

from __future__ import annotations

from planet.model.closing import page_path
from planet.render.context import PageLink, PagerContext

INDEX = "index.html"
_OLDER_NUMBERS = 3


def make_pager(number: int | None, last: int) -> PagerContext | None:
    """The pager of page `number` (None: the index) where `last` is the number of the newest page.

    The index shows all entries of the last page, so what is older starts one page before it. None: there is nothing
    else to go to.
    """
    here = last if number is None else number
    if last <= 1 and number is None:
        return None
    newest_number = here if number is None else min(here + 1, last)
    numbers = [n for n in range(newest_number, max(0, here - _OLDER_NUMBERS - 1), -1) if n >= 1]
    if number is None:
        numbers = numbers[1:]
    links = tuple(PageLink(number=n, path=page_path(n), current=n == number) for n in numbers)
    return PagerContext(
        newest=None if number is None else INDEX,
        newer=None if number is None else page_path(here + 1) if here < last else INDEX,
        older=page_path(here - 1) if here > 1 else None,
        oldest=page_path(1) if here > 1 else None,
        numbers=links,
        gap=bool(numbers) and numbers[-1] > 1,
    )
