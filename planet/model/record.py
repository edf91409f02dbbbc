"""What the last build made, as the store remembers it."""

from __future__ import annotations

from collections.abc import Mapping

from planet.values import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """What the last build made.

    `inputs` is the fingerprint of all that it depended on, `files` gives path → sha256, `made_of` what those files
    depended on that need not be made again, `marks` by what they are known (`publish.marks_of`), `entries_shown` counts
    the entries. `shortened` and `differing` name the entries of which less is shown than was written, and those about
    which the two sanitisers differ. `idle_filters` are the lines of the configuration that fitted nothing. `markdown`
    is the HTML of the maintainer's own texts, by `clean.markdown_key`. The files of so many `closed` pages are not
    among its own: the store has them apart.
    """

    inputs: str
    files: Mapping[str, str] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    entries_shown: int = 0
    shortened: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    idle_filters: tuple[str, ...] = ()
    markdown: Mapping[str, str] = field(default_factory=dict)
    closed: int = 0
