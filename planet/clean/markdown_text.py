"""The maintainer's own Markdown (the description, `pages/*.md`) as HTML, through the same sanitiser as all else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from planet.clean.policy import PAGE_POLICY, POLICY_VERSION
from planet.model.atom import SafeHtml

EXTENSIONS = ("tables", "fenced_code", "footnotes", "attr_list", "def_list", "abbr", "sane_lists")


def markdown_key(text: str, version: int = POLICY_VERSION) -> str:
    """The hash of all that `clean_markdown` depends on, this room's rules (their `version`) included."""
    return hashlib.sha256(f"{version}\n{text}".encode("utf-8", "replace")).hexdigest()


def clean_markdown(text: str, kept: Mapping[str, str] | None = None) -> SafeHtml:
    """HTML of a Markdown text. Headings begin at h2; links within the site stay relative; raw HTML is sanitised.

    `kept` is what it gave before, by `markdown_key`: making it again would take longer than all the rest of a build in
    which little has changed.
    """
    if not text.strip():
        return SafeHtml("")
    if kept and (before := kept.get(markdown_key(text))) is not None:
        return SafeHtml(before)
    from markdown import Markdown  # noqa: PLC0415 - start-up

    from planet.clean.html import clean_html  # noqa: PLC0415 - start-up
    from planet.clean.surroundings import Surroundings  # noqa: PLC0415 - start-up

    made: str = Markdown(extensions=list(EXTENSIONS), output_format="html").convert(text)
    # Ids need a name that is the same in every build and differs from text to text on one page.
    name = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return clean_html(made, Surroundings(name=name, policy=PAGE_POLICY, tidy=False)).html
