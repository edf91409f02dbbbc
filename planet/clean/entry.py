"""A raw entry in, an entry in which nothing of a stranger's can do harm out. Pure; runs in a child that can be killed.

Every field is hostile: names and titles become plain text, addresses pass with an allowed scheme, and only `content`
(or the summary, where there is no content) stays HTML, sanitised by `html`. What needs bleach and nh3 is imported in
`clean_entry` alone: the parent calls `clean_key` for every entry shown, and `shorten` when it stopped a child.
"""

from __future__ import annotations

import hashlib
import html
import re

from planet.clean.language import direction, language_tag
from planet.clean.links import base_of, entry_link, upgraded
from planet.clean.people import people
from planet.clean.policy import POLICY_VERSION, REL
from planet.clean.surroundings import Surroundings
from planet.clean.text import NAME_BYTES, OPENING_BYTES, TITLE_BYTES, plain, plain_of, tags_of, unescaped
from planet.model.atom import Content, Enclosure, Entry, RawSource, RawText, SafeHtml, Source
from planet.model.cleaning import CleanFrame, CleanJob
from planet.model.entries import StoredEntry
from planet.model.rewriting import without_prefix
from planet.urls import host_of, is_absolute_iri, safe_web_link
from planet.values import replace

MAX_ENCLOSURES = 32
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")
_MEDIA = re.compile(r"<(?:audio|img|math|video)\b")
_MARKUP = re.compile(r"<[^>]*>")


def clean_entry(job: CleanJob) -> Entry:
    """The entry as it may be shown. Never raises; `Entry.shortened` says why when less than all is shown."""
    entry = _without_text(job)
    if job.content == "title":
        return entry
    if job.content == "excerpt":
        return replace(entry, summary=_excerpt(entry))
    content, problem = _content(job, entry, job.raw.content)
    summary = None
    if content is None:
        summary, problem = _content(job, entry, job.raw.summary)
    return replace(entry, content=content, summary=summary, shortened=problem)


def clean_key(entry: StoredEntry, frame: CleanFrame, version: int = POLICY_VERSION) -> str:
    """The hash of all that the result of `clean_entry` depends on, this room's rules (their `version`) included.

    The raw entry stands in it by its content hash, so that nothing has to be read again to find that it is known.
    """
    # A dataclass says all its fields in its repr, so that no field added later can be forgotten here.
    said = repr((version, entry.name, entry.content_hash, frame))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def shorten(job: CleanJob, reason: str) -> Entry:
    """The entry without its text, for when cleaning was stopped: its opening as plain text and a link. Never fails."""
    entry = _without_text(job)
    parts = [f"<p>{html.escape(entry.opening, quote=False)}</p>"] if entry.opening else []
    if entry.link:
        # Written as nh3 writes it, so that cleaning it would change nothing.
        address = html.escape(entry.link)
        parts.append(
            f'<p><a href="{address}" rel="{REL}">{html.escape(host_of(entry.link) or "", quote=False)} …</a></p>'
        )
    content = Content(html=SafeHtml("".join(parts)), lang=entry.lang, dir=entry.dir) if parts else None
    return replace(entry, content=content, shortened=plain(reason))


def _without_text(job: CleanJob) -> Entry:
    """Every field but content and summary."""
    raw = job.raw
    title = without_prefix(plain_of(raw.title, TITLE_BYTES), job.title_prefix)
    opening = plain(raw.facts.opening, OPENING_BYTES)
    text = raw.content or raw.summary
    lang = language_tag(text.lang if text else None, raw.lang, raw.facts.language, job.feed_lang)
    base = base_of(job, None)
    return Entry(
        feed_url=job.feed_url,
        key=raw.key,
        name=job.name,
        title=title,
        link=entry_link(job),
        authors=people(raw.authors, base),
        categories=tags_of(raw.categories),
        published_at=raw.published_at,
        updated_at=raw.updated_at,
        enclosures=_enclosures(raw.enclosures, base),
        source=_source(raw.source, base),
        lang=lang,
        dir=direction(lang, f"{title} {opening}"),
        rights=plain(raw.rights, TITLE_BYTES) or None,
        image=_picture(job, base),
        words=max(raw.facts.words, 0),
        opening=opening,
    )


def _content(job: CleanJob, entry: Entry, raw: RawText | None) -> tuple[Content | None, str | None]:
    """One text as clean HTML, and why it is not all there; no content when nothing is left to see or hear."""
    from planet.clean.html import clean_html  # noqa: PLC0415 - start-up
    from planet.clean.paragraphs import paragraphs  # noqa: PLC0415 - start-up

    if raw is None or not raw.value.strip():
        return None, None
    markup = paragraphs(raw.value) if raw.kind == "text" else raw.value
    cleaned = clean_html(markup, _surroundings(job, entry, raw), is_cut=raw.cut)
    if not _MEDIA.search(cleaned.html) and not unescaped(_MARKUP.sub("", cleaned.html)).strip():
        return None, cleaned.problem
    lang = language_tag(raw.lang, entry.lang)
    content = Content(html=cleaned.html, lang=lang, dir=entry.dir, removed=cleaned.removed, agreed=cleaned.agreed)
    return content, cleaned.problem


def _excerpt(entry: Entry) -> Content | None:
    """The opening, which ends at a word and has neither markup nor anything hidden in it; no cleaning is needed."""
    if not entry.opening:
        return None
    text = html.escape(entry.opening, quote=False)
    return Content(html=SafeHtml(f"<p>{text} …</p>"), lang=entry.lang, dir=entry.dir)


def _surroundings(job: CleanJob, entry: Entry, raw: RawText) -> Surroundings:
    base = base_of(job, raw.base)
    bases = tuple(address for address in (entry.link, base, job.feed_base) if address)
    return Surroundings(
        name=job.name,
        base=base,
        own=entry.link,
        bases=bases,
        label=entry.title,
        https=job.https,
        images=job.images,
        remove=job.remove,
        tidy=job.tidy,
    )


def _enclosures(raw: tuple[Enclosure, ...], base: str | None) -> tuple[Enclosure, ...]:
    clean: dict[str, Enclosure] = {}
    for enclosure in raw[:MAX_ENCLOSURES]:
        href = safe_web_link(enclosure.href, base)
        if href is None:
            continue
        kind = (enclosure.type or "").strip().lower()
        clean[href] = Enclosure(
            href=href,
            type=kind if _TYPE.fullmatch(kind) else None,
            length_bytes=_positive(enclosure.length_bytes),
            duration_s=_positive(enclosure.duration_s),
            title=plain(enclosure.title, NAME_BYTES) or None,
        )
    return tuple(clean.values())


def _positive(number: int | None) -> int | None:
    return number if number is not None and number > 0 else None


def _source(raw: RawSource | None, base: str | None) -> Source | None:
    if raw is None:
        return None
    link = safe_web_link(raw.link, base) if raw.link else None
    title = plain(raw.title, TITLE_BYTES) or (host_of(link) if link else None)
    if not title:
        return None
    source_id = raw.id if raw.id and is_absolute_iri(raw.id) else None
    return Source(title=title, id=source_id, link=link, updated_at=raw.updated_at)


def _picture(job: CleanJob, base: str | None) -> str | None:
    address = safe_web_link(job.raw.image, base) if job.raw.image and job.images else None
    return upgraded(address, Surroundings(name=job.name, https=job.https)) if address else None
