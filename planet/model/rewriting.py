"""What is put right of known offenders: the blog's name in front of every title, links to another host. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def without_prefix(title: str, prefixes: Sequence[str]) -> str:
    """The title without the first of the prefixes that it starts with, whatever its case; never an empty one."""
    for prefix in prefixes:
        if title.casefold().startswith(prefix.casefold()):
            rest = title[len(prefix) :].lstrip()
            return rest or title
    return title


def moved_link(address: str, moves: Sequence[tuple[str, str]]) -> str:
    """The address with the first of the beginnings that it has replaced by another."""
    for before, after in moves:
        if address.startswith(before):
            return after + address[len(before) :]
    return address
