"""Where a feed is, as people write it into the list: a web address, or a file beside the configuration."""

from __future__ import annotations

import re
from pathlib import Path

from planet.config.web_addresses import ALMOST_SCHEME, SCHEME, Wrong, not_on_the_web, refused, web_address
from planet.config.wording import did_you_mean, nearest, quoted
from planet.values import dataclass

_FEED_SCHEME = re.compile(r"feed:(?://)?", re.IGNORECASE)
_HOST_WITH_PORT = re.compile(r"(?:localhost|[^/?#:]+\.[^/?#:]+):[0-9]{1,5}(?:[/?#].*)?", re.IGNORECASE)
_ELSEWHERE = ("/", "~", "../", "\\", ".\\", "..\\")
_FILE_ENDINGS = frozenset({"xml", "rss", "atom", "rdf", "json", "html", "htm", "opml", "yaml", "yml", "txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAddress:
    """Where a feed is. `url` is its identity; `file` is set for a path. `doubt` is a sentence on how it was read."""

    url: str
    file: Path | None = None
    doubt: str | None = None


def feed_address(text: str, folder: Path) -> FeedAddress | Wrong:
    """What a feed's `url` means; `folder` (absolute, without links) is the only one that a file may be in.

    A word without scheme is a path when such a file exists or it starts with `./`, else an https address.
    """
    text = text.strip()
    if wrong := refused(text):
        return wrong
    if address := _with_scheme(text):
        return _on_the_web(address)
    if text.startswith(_ELSEWHERE) or text == "..":
        return _outside(text)
    return _file(text, folder) if text.startswith("./") or _exists(folder / text) else _word(text)


def feed_problem(text: str, folder: Path) -> str | None:
    """Why the text cannot stand in the list of feeds of a planet in `folder`, with the way out; None when it can."""
    address = feed_address(text, folder.resolve())
    if not isinstance(address, Wrong):
        return None
    return f"{address.text}; {address.hint}" if address.hint else address.text


def _with_scheme(text: str) -> str | None:
    """The address of a text that has a scheme, or None. `feed:` once told browsers to subscribe: it is left out."""
    if match := _FEED_SCHEME.match(text):
        rest = text[match.end() :]
        return rest if _has_scheme(rest) else f"http://{rest}"
    if text.startswith("//"):
        return f"https:{text}"
    return text if _has_scheme(text) else None


def _has_scheme(text: str) -> bool:
    return bool(SCHEME.match(text)) and not _HOST_WITH_PORT.fullmatch(text)


def _on_the_web(text: str) -> FeedAddress | Wrong:
    address = web_address(text)
    return address if isinstance(address, Wrong) else FeedAddress(url=address)


def _word(text: str) -> FeedAddress | Wrong:
    """A word that is no file: an https address, with a doubt where it looks like a file that is not there."""
    almost = ALMOST_SCHEME.fullmatch(text)
    if almost and nearest(almost[1], ("http", "https")):
        return not_on_the_web(text)
    address = web_address(f"https://{text}")
    if isinstance(address, Wrong):
        return Wrong(text=f"{quoted(text)} is neither an address nor a file", hint=_word_hint(text))
    return FeedAddress(url=address, doubt=_doubt(text, address))


def _doubt(text: str, address: str) -> str | None:
    host = address.removeprefix("https://").split("/", 1)[0]
    if host.startswith("localhost") or ("." in host and host.rpartition(".")[2] not in _FILE_ENDINGS):
        return None
    written = f"a file is written as {quoted('./' + text)}"
    return f"there is no file {quoted(text)}, so it is read as {quoted(address)}; {written}"


def _word_hint(text: str) -> str:
    if " - " in text:
        return 'put each feed on a line of its own, with its "-" right below the first'
    return 'write an address like https://example.org/feed.xml, or a file like "./feeds/a.xml"'


def _file(text: str, folder: Path) -> FeedAddress | Wrong:
    if "\\" in text:
        return Wrong(text=f"{quoted(text)} has a backslash in it", hint=did_you_mean(text.replace("\\", "/")))
    if _climbs_out(text):
        return _outside(text)
    try:
        file = (folder / text).resolve()
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle, before Python 3.13
        return Wrong(text=f"{quoted(text)} cannot be followed", hint="look for symbolic links in a circle")
    if not file.is_relative_to(folder):
        return _outside(text)
    return FeedAddress(url=text, file=file)


def _climbs_out(text: str) -> bool:
    depth = 0
    for part in text.split("/"):
        depth += -1 if part == ".." else int(part not in {"", "."})
        if depth < 0:
            return True
    return False


def _outside(text: str) -> Wrong:
    hint = 'put the file into the folder of the configuration and write it like "./feeds/a.xml"'
    return Wrong(text=f"{quoted(text)} leaves the folder of the configuration", hint=hint)


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long for the file system
        return False
