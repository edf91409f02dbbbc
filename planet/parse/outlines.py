"""A list of feeds (OPML 2.0) came instead of a feed: which feeds it names, so that they can be put into the list."""

from __future__ import annotations

import re

from planet import urls
from planet.errors import Kind, ParseError
from planet.parse.characters import one_line, unescaped

_SEARCHED = 1024 * 1024
_NAMED = 5
_OUTLINE = re.compile(r"""<outline\s((?:"[^"<]{0,4000}"|'[^'<]{0,4000}'|[^<>"']){1,4000}+)>""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?<![\w:-])xmlurl\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def list_error(text: str, address: str | None) -> ParseError:
    """What to say of such a list: how many feeds it names, the first of them, and how many of its lines name none.

    Its lines are read one by one, so that what is broken in the middle costs that line alone. `address` is where the
    list came from (http or https) or None: it makes relative addresses absolute.
    """
    good: dict[str, None] = {}
    bad = 0
    for outline in _OUTLINE.finditer(text[:_SEARCHED]):
        written = _ADDRESS.search(outline[1])
        if written is None:
            continue  # a heading, under which feeds stand
        joined = urls.safe_web_link(unescaped(written[1] or written[2] or "").strip(), address)
        if joined:
            good.setdefault(one_line(joined, 500))
        else:
            bad += 1
    return ParseError(Kind.NOT_A_FEED, _problem(len(good)), hint=_hint(tuple(good), bad))


def _problem(count: int) -> str:
    return f"the document is a list of feeds (OPML){f' that names {count}' if count else ''}, not a feed"


def _hint(good: tuple[str, ...], bad: int) -> str:
    refused = f" {bad} of its lines have no address that can be asked." if bad else ""
    if not good:
        return f"It names no feed that can be asked; write the addresses of feeds into `feeds:`.{refused}"
    more = f" and {len(good) - _NAMED} more" if len(good) > _NAMED else ""
    return f"Write those that you want into `feeds:`: {' '.join(good[:_NAMED])}{more}.{refused}"
