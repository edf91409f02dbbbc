"""The keys below `filter`: which entries are shown, of the planet, of a tag, of a feed."""

from __future__ import annotations

from planet.config.key import DAY, HOUR, Key, Kind

_MOST_WORDS = 1_000_000
_MOST_TIME = 36_500 * DAY

CONDITIONS = (
    Key(
        name="words",
        kind=Kind.TEXTS,
        meaning="Words or phrases in the title or the opening (the first 200 characters), whole and in any case.",
    ),
    Key(
        name="regex",
        kind=Kind.REGEXES,
        meaning="Regular expressions ([RE2](https://github.com/google/re2/wiki/Syntax)) that are found in the title or "
        "in the opening; `(?i)` in front ignores case.",
    ),
    Key(
        name="tags",
        kind=Kind.TEXTS,
        meaning="Tags, in any case: the categories that an entry has itself, and the tags of its feed here.",
    ),
    Key(name="authors", kind=Kind.TEXTS, meaning="Names of authors as the feed writes them, in any case."),
    Key(
        name="languages",
        kind=Kind.LANGUAGES,
        meaning="Languages: `pt` fits `pt-BR` too. Where an entry does not say, it is that of its feed.",
    ),
    Key(name="shorter_than", kind=Kind.WHOLE, least=1, most=_MOST_WORDS, meaning="Fewer words than this."),
    Key(name="longer_than", kind=Kind.WHOLE, least=1, most=_MOST_WORDS, meaning="More words than this."),
    Key(
        name="older_than",
        kind=Kind.DURATION,
        least=HOUR,
        most=_MOST_TIME,
        meaning="Older than this, counted from the newest entry of the planet.",
    ),
    Key(name="newer_than", kind=Kind.DURATION, least=HOUR, most=_MOST_TIME, meaning="Not older than this."),
)

FILTER = Key(
    name="filter",
    kind=Kind.SECTION,
    meaning="Which entries are shown. See [filters](filters.md).",
    below=(
        Key(
            name="include",
            kind=Kind.CONDITIONS,
            meaning="Only entries that fit every condition written here, each by one of its values.",
            below=CONDITIONS,
        ),
        Key(
            name="exclude",
            kind=Kind.CONDITIONS,
            meaning="No entry that fits any of the conditions written here; they are those of `include`.",
            below=CONDITIONS,
        ),
    ),
)

TAGS = Key(
    name="tags",
    kind=Kind.TAGS,
    meaning="What holds for the entries that have a tag, such as `{python: {filter: …}}`.",
    below=(Key(name="filter", kind=Kind.SECTION, meaning="As the `filter` of the planet.", below=FILTER.below),),
)
