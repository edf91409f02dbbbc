"""Titles, summaries and contents: feedparser's details → `RawText`, and which of several texts is the post."""

from __future__ import annotations

import re

from planet import urls
from planet.model.atom import RawText
from planet.parse.characters import legal
from planet.parse.feedparser_types import Node, node_of, nodes_of, text_of
from planet.parse.languages import language_tag
from planet.values import dataclass, field, replace

TITLE_LIMIT = 4096
CONTENT_LIMIT = 4 * 1024 * 1024
_MOST_NOTES = 12
_KINDS: dict[str, str] = {"text/html": "html", "application/xhtml+xml": "xhtml"}
# What says that a text which should be plain is HTML: an end tag, a reference, or a tag that stands in titles.
_MARKUP = re.compile(
    r"</[a-z][a-z0-9]*\s*>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
    r"|<(?:br|b|i|em|strong|code|span|sub|sup|img|a|u|s|q|tt|small|cite|font|p|div)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every text of a document is read under.

    `base` is the document's address (http or https) or None; `is_atom` decides what an untyped text is; `notes`
    collects sentences for the maintainer.
    """

    base: str | None
    is_atom: bool
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Remember a sentence, once; a document that gives cause for dozens is broken enough with the first."""
        if len(self.notes) < _MOST_NOTES:
            self.notes.setdefault(sentence)


def title_of(node: Node, setting: Setting, key: str = "title") -> RawText | None:
    """The title. RSS does not say whether it is HTML, so it is when it looks like it."""
    value = text_of(node, key)
    # A media:title deeper down overwrites the detail, but not the value.
    detail = node_of(node, f"{key}_detail")
    same = text_of(detail, "value") == value
    text = _raw_text(value, detail if same else {}, setting, default="text", limit=TITLE_LIMIT)
    if text and text.kind == "text" and not (setting.is_atom and same) and _MARKUP.search(text.value):
        return replace(text, kind="html")
    return text


def post_of(node: Node, setting: Setting) -> tuple[RawText | None, RawText | None]:
    """The summary and the content.

    Atom says which is which. In RSS the fullest text is the content (content:encoded, else the description: what the
    author sent is what we show) and a description that says something else is the summary.
    """
    contents = [text for detail in nodes_of(node, "content") if (text := _content(detail, setting))]
    summary = _summary(node, setting)
    if setting.is_atom:
        content = _fullest(contents)
        same = content is not None and summary is not None and content.value == summary.value
        return (None if same else summary), content
    content = _fullest([*contents, *([summary] if summary else [])])
    if content is None or summary is None or content.value == summary.value:
        return None, content
    return summary, content


def has_source_elsewhere(node: Node) -> str | None:
    """The address of content that is not in the feed (RFC 4287 §4.1.3.2), or None."""
    return next((text_of(detail, "src") for detail in nodes_of(node, "content") if text_of(detail, "src")), None)


def _summary(node: Node, setting: Setting) -> RawText | None:
    value = text_of(node, "summary")
    detail = node_of(node, "summary_detail")
    if text_of(detail, "value") != value:
        detail = {}
    text = _raw_text(value, detail, setting, default="text" if setting.is_atom else "html", limit=CONTENT_LIMIT)
    # feedparser takes the description of a video (Media RSS, in Atom) for HTML; its line ends are all it has.
    if text and text.kind == "html" and setting.is_atom and not _MARKUP.search(text.value) and "<" not in text.value:
        return replace(text, kind="text")
    return text


def _content(detail: Node, setting: Setting) -> RawText | None:
    return _raw_text(text_of(detail, "value"), detail, setting, default="text", limit=CONTENT_LIMIT)


def _fullest(texts: list[RawText]) -> RawText | None:
    """The longest, but HTML before plain text that is not twice as long: itunes:summary often repeats a description."""
    longest = max((len(text.value) for text in texts), default=0)
    return max(
        texts, key=lambda text: (text.kind != "text" and 2 * len(text.value) >= longest, len(text.value)), default=None
    )


def _raw_text(value: str, detail: Node, setting: Setting, *, default: str, limit: int) -> RawText | None:
    value = legal(value).strip()
    if not value:
        return None
    kind = _kind(text_of(detail, "type"), default)
    if kind is None:
        setting.note(f"a text of type {text_of(detail, 'type')[:60]!r} is not shown")
        return None
    is_cut = len(value) > limit
    if is_cut:
        setting.note(f"a text of more than {limit // 1024} KiB is cut")
        value = _cut(value, limit)
    return RawText(
        value=value,
        kind="html" if kind == "html" else "xhtml" if kind == "xhtml" else "text",
        base=_base(text_of(detail, "base"), setting),
        lang=language_tag(text_of(detail, "language")),
        cut=is_cut,
    )


def _base(declared: str, setting: Setting) -> str | None:
    """What relative links in a text are relative to: xml:base, else the document's address; http and https only."""
    if not declared or declared == setting.base:
        return setting.base
    base = urls.join(setting.base, declared)
    return base if urls.scheme_of(base or "") in {"http", "https"} else setting.base


def _kind(media_type: str, default: str) -> str | None:
    """The kind of a media type; None for what is no text (an image, SVG, base64 of anything)."""
    media_type = media_type.lower().partition(";")[0].strip()
    if "/" not in media_type:
        return default
    return _KINDS.get(media_type, "text" if media_type.startswith("text/") else None)


def _cut(value: str, limit: int) -> str:
    """At most `limit` characters, not ending inside a tag."""
    value = value[:limit]
    opened = value.rfind("<")
    return value[:opened] if opened > value.rfind(">") else value
