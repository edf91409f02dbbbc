"""The entries of the corpus that have text, as jobs for the clean room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planet.clean import clean_frame, clean_job
from planet.errors import ParseError
from planet.model.atom import RawText
from planet.model.cleaning import CleanJob
from planet.model.fetching import Fetched, ReadJob
from planet.model.settings import FeedConfig
from planet.parse import parse_document

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "feeds"
MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusEntry:
    """One entry: its feed's file name, its place in it, and the job that cleans it."""

    file: str
    number: int
    job: CleanJob

    @property
    def name(self) -> str:
        """What a table calls it."""
        return f"{self.file}#{self.number}"

    @property
    def text(self) -> RawText:
        """What is cleaned: the content, else the summary."""
        text = self.job.raw.content or self.job.raw.summary
        assert text is not None
        return text


def corpus_entries(share: float = 1.0, seed: str = "0") -> Iterator[CorpusEntry]:
    """Every entry with text, or those of the share of feeds that the seed chooses (the same for the same seed)."""
    for path in sorted(FEEDS.iterdir()):
        if path.suffix != ".tsv" and _draw(path.name, seed) < share:
            yield from _entries_of(path)


def _entries_of(path: Path) -> Iterator[CorpusEntry]:
    address = f"https://{path.stem.partition('-')[0]}.example/{path.name}"
    answer = Fetched(feed_url=address, final_url=address, body=path.read_bytes())
    try:
        feed = parse_document(ReadJob(answer=answer, max_entries=MOST_ENTRIES))
    except ParseError:
        return
    frame = clean_frame(FeedConfig(url=address), feed, "https://planet.example/")
    for number, raw in enumerate(feed.entries):
        text = raw.content or raw.summary
        if text is None or not text.value.strip():
            continue
        name = hashlib.sha256(f"{path.name}\n{number}".encode()).hexdigest()[:16]
        yield CorpusEntry(file=path.name, number=number, job=clean_job(raw, name, frame))


def _draw(file: str, seed: str) -> float:
    digest = hashlib.sha256(f"{seed}\n{file}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
