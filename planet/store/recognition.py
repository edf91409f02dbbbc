"""Which stored entry an entry of a document is, when its feed has given it another id. Pure.

Within one feed only: no feed can change or hide what another has sent. The rules are tried in this order, and the first
that finds exactly one entry on either side decides:

id              the same id, in the same feed
plain-id        ids that are addresses of one page: http or https, with or without www., a slash or tracking at the end
page            the same page of the web
path            the same path on another host: the blog has moved
text            the same text of at least 20 words, and the same title
title-and-date  the same title, published in the same second

An address can be the same for many posts (`/blog/`), so `page` and `path` also ask that the title, the date or the text
agrees. And an id can be given to another post: then everything else differs (`is_another`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from planet.model.atom import RawEntry
from planet.store.columns import seconds_of
from planet.urls import plain_page
from planet.values import dataclass

Rule = Literal["id", "plain-id", "page", "path", "text", "title-and-date"]

_AFTER_HOST = re.compile(r"[/?#].*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What an entry is known by. `page` is as `plain_page` compares addresses, `published_at` in seconds since 1970."""

    key: str
    page: str | None = None
    title: str = ""
    published_at: int | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored entry: its row, its feed's row, the hash (32 hexadecimal digits) of what a reader saw of it, its face.

    `forgotten`: its text is no longer kept, and never comes back.
    """

    row: int
    feed: int
    content_hash: str
    face: Face
    forgotten: bool = False


Trait = Callable[[Face], Hashable | None]


def face_of(raw: RawEntry) -> Face:
    """The face of an entry of a document."""
    return Face(
        key=raw.key,
        page=plain_page(raw.link) if raw.link else None,
        title=plain_title(raw.facts.title),
        published_at=None if raw.published_at is None else seconds_of(raw.published_at),
        fingerprint=raw.facts.fingerprint,
    )


def plain_title(title: str) -> str:
    """A title for comparing: case and spaces do not count."""
    return " ".join(title.casefold().split())


def is_another(face: Face, known: Face) -> bool:
    """Whether an id has been given to another post: page, title and text differ, and the date does not agree."""
    return (
        _differ(face.page, known.page)
        and _differ(face.title, known.title)
        and (face.published_at is None or face.published_at != known.published_at)
        and (face.fingerprint is None or face.fingerprint != known.fingerprint)
    )


def marks_of(face: Face) -> Iterator[Hashable]:
    """Two entries of which a rule might find that they are the same, or an edit of one, have one of these in common."""
    yield "id", face.key
    if face.title:
        yield "title", face.title  # and so `title-and-date`
    if (page := _plain_id(face)) is not None:
        yield "plain-id", page
    if (path := _path(face)) is not None:
        yield "path", path  # and so `page`
    if (text := _text(face)) is not None:
        yield "text", text


def recognise(
    unknown: Mapping[str, Face], document: Collection[Face], stored: Sequence[Known], taken: Collection[int]
) -> dict[str, tuple[Known, Rule]]:
    """Name → the stored entry that it is and the rule that says so, for those of the `unknown` that are known.

    `document` is all that the feed now has, `stored` all that is kept of it, `taken` the rows that are already found.
    """
    found: dict[str, tuple[Known, Rule]] = {}
    free = {known.row: known for known in stored if known.row not in taken}
    for rule, trait in _TRAITS:
        traits = ((name, trait(face)) for name, face in unknown.items() if name not in found)
        wanted = {name: mark for name, mark in traits if mark is not None}
        marks = frozenset(wanted.values())
        there = _counted((known.face for known in stored), trait, marks) if marks else None
        if not there:
            continue
        here = _counted(document, trait, marks)
        by_trait = {mark: known for known in free.values() if (mark := trait(known.face)) in marks}
        for name, mark in wanted.items():
            known = by_trait.get(mark)
            if known is None or here[mark] > 1 or there[mark] > 1:
                continue
            if rule in _DOUBTFUL and not _agree(unknown[name], known.face):
                continue
            found[name] = (known, rule)
            free.pop(known.row)
            by_trait.pop(mark)
    return found


def _counted(faces: Iterable[Face], trait: Trait, marks: Collection[Hashable]) -> Counter[Hashable]:
    """How many of the faces have each of the marks."""
    return Counter(mark for face in faces if (mark := trait(face)) in marks)


def _agree(face: Face, known: Face) -> bool:
    """Whether title, date or text is the same; also when there is nothing of these to compare."""
    pairs = (
        (face.title or None, known.title or None),
        (face.published_at, known.published_at),
        (face.fingerprint, known.fingerprint),
    )
    comparable = [pair for pair in pairs if None not in pair]
    return not comparable or any(one == other for one, other in comparable)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _plain_id(face: Face) -> Hashable | None:
    return plain_page(face.key)


def _page(face: Face) -> Hashable | None:
    return face.page if _path(face) else None


def _path(face: Face) -> Hashable | None:
    """What follows the host; the home page of a site is nobody's own page."""
    rest = _AFTER_HOST.search(face.page) if face.page else None
    return rest[0] if rest else None


def _text(face: Face) -> Hashable | None:
    return (face.fingerprint, face.title) if face.fingerprint else None


def _title_and_date(face: Face) -> Hashable | None:
    return (face.title, face.published_at) if face.title and face.published_at is not None else None


_TRAITS: tuple[tuple[Rule, Trait], ...] = (
    ("plain-id", _plain_id),
    ("page", _page),
    ("path", _path),
    ("text", _text),
    ("title-and-date", _title_and_date),
)
_DOUBTFUL = frozenset({"page", "path"})
