"""The maintainer's own pages: `pages/*.md`, Markdown below a front matter with a title."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

from planet.config.checks import read_text
from planet.config.keys import PAGE
from planet.config.problems import Problems
from planet.config.sections import Section, Value
from planet.config.text_files import read_text_file
from planet.config.wording import quoted
from planet.config.yaml_nodes import compose
from planet.errors import ConfigError, Place
from planet.model.settings import AuthoredPage

RESERVED = frozenset({"page", "sources", "subscribe", "static", "assets", "source", "tag", "language", "archive"})
"""Folders of the site that Planet makes itself, now or soon."""
_NAME = re.compile(r"[^\W_](?:[\w-]{0,98}\w)?")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FRONT_MATTER = 'start the file with three lines: "---", "title: …" and "---"'


def read_pages(folder: Path, problems: Problems) -> tuple[AuthoredPage, ...]:
    """Every page in `folder` by name; none when there is no such folder. Its path is used in messages as it is."""
    if not folder.is_dir():
        return ()
    pages: dict[str, AuthoredPage] = {}
    for file in sorted(folder.glob("*.md"), key=lambda path: path.name):
        # A dot hides a file, and editors lay theirs beside the one that is open (".#about.md").
        page = None if file.name.startswith(".") else _read_page(file, problems)
        if page and page.name.casefold() in pages:
            problems.add("another page has the same name but for capitals", Place(file=str(file)), "rename one of them")
        elif page:
            pages[page.name.casefold()] = page
    return tuple(sorted(pages.values(), key=lambda page: page.name))


def _read_page(file: Path, problems: Problems) -> AuthoredPage | None:
    # macOS hands out names taken apart (NFD); the same page must have the same address everywhere.
    name = normalize("NFC", file.stem)
    if not _good_name(name, file, problems) or (text := read_text_file(file, problems)) is None:
        return None
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        problems.add("the page has no front matter", Place(file=str(file), line=1, column=1), _FRONT_MATTER)
        return None
    title = _title(text[opening.end() + 1 : closing.start()], str(file), problems)
    return AuthoredPage(name=name, title=title, markdown=text[closing.end() :].strip("\n") + "\n") if title else None


def _good_name(name: str, file: Path, problems: Problems) -> bool:
    place = Place(file=str(file))
    if not _NAME.fullmatch(name):
        hint = "use letters, digits and hyphens: the name becomes the page's address"
        problems.add(f"{quoted(name)} cannot be the name of a page", place, hint)
    elif name.casefold() in RESERVED:
        problems.add(f"{quoted(name)} is a folder that Planet makes itself", place, "rename the file")
    elif not _stays_inside(file):
        problems.add("the page is a link that leaves the folder of the pages", place, "put the file itself there")
    else:
        return True
    return False


def _stays_inside(file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(file.parent.resolve())
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        return False


def _title(front_matter: str, file: str, problems: Problems) -> str | None:
    try:
        node = compose(front_matter, file, problems, first_line=2)
    except ConfigError:  # its problems are in `problems`; those of the other pages shall come to them
        return None
    if node is None:
        problems.add('"title" is missing', Place(file=file, line=1, column=1), 'write "title: About"')
        return None
    value = Section(Value(node=node, key=PAGE, path="", file=file, problems=problems)).need(
        "title", 'write "title: About"'
    )
    return read_text(value) if value else None
