"""What the maintainer hides: entries by address or id, and all that an author wrote. Pure."""

from __future__ import annotations

from planet.compose.looks import plain_phrase
from planet.model.entries import StoredEntry
from planet.model.filters import Clause
from planet.model.settings import HideRules
from planet.model.verdicts import Verdict
from planet.urls import plain_page


class Hidden:
    """The rules of `hide`, ready for the entries of one build."""

    def __init__(self, hide: HideRules) -> None:
        self._clauses = hide.clauses
        self._entries = hide.entries
        # Of each rule once: of each rule for each of 100,000 entries it takes longer than all the rest of a build.
        self._pages = {page: entry for entry in sorted(hide.entries) if (page := plain_page(entry))}
        self._authors = {plain_phrase(author): author for author in sorted(hide.authors)}

    @property
    def are_empty(self) -> bool:
        """Whether nothing is hidden."""
        return not self._entries and not self._authors

    def verdict(self, entry: StoredEntry) -> Verdict | None:
        """Why the entry is hidden; None when it is not."""
        named = next((one for one in (entry.link, entry.id, entry.key) if one in self._entries), None)
        named = named or (self._pages.get(entry.page) if entry.page else None)
        if named is not None:
            return Verdict(rule="hidden-entry", clause=self._clause(named))
        for author in entry.authors if self._authors else ():
            written = self._authors.get(plain_phrase(author))
            if written is not None:
                return Verdict(rule="hidden-author", clause=self._clause(written), detail=author)
        return None

    def _clause(self, text: str) -> Clause:
        return self._clauses.get(text) or Clause(path="hide", text=text)
