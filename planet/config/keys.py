"""Every key of the configuration as data: what may be written, its default, its range, and one sentence of meaning.

The checks take names and ranges from here, and docs/config.md is generated from here, so neither can drift.
"""

from __future__ import annotations

from planet.config.fetch_keys import FETCH
from planet.config.filter_keys import FILTER, TAGS
from planet.config.key import DAY, HOUR, KIB, MIB, MINUTE, Key, Kind, written

__all__ = ["DAY", "HOUR", "KIB", "MIB", "MINUTE", "PAGE", "ROOT", "Key", "Kind", "written"]


AUTHOR = Key(
    name="author",
    kind=Kind.SECTION,
    meaning="Who makes the planet.",
    below=(
        Key(name="name", kind=Kind.TEXT, required=True, meaning="A person or a group."),
        Key(name="email", kind=Kind.EMAIL, meaning="Shown to readers of the merged feed and to servers."),
        Key(name="url", kind=Kind.WEB, meaning="Their own page."),
    ),
)

STATE = Key(
    name="state",
    kind=Kind.SECTION,
    meaning="What Planet remembers between builds.",
    below=(
        Key(
            name="path",
            kind=Kind.FOLDER,
            default=".planet",
            meaning="Where it is kept, relative to the configuration's folder.",
        ),
        Key(
            name="publish",
            kind=Kind.YES_NO,
            default="false",
            meaning="Whether a copy stands beside the pages, as `planet-state.jsonl.gz`, from which a build that finds "
            "no memory restores it. It never holds a password, a header, or the text of what is hidden.",
        ),
        Key(
            name="max_bytes",
            kind=Kind.SIZE,
            default="64 MiB",
            least=64 * KIB,
            most=128 * MIB,
            meaning="How large the copy may be before it is compressed to about a third; the text of the oldest posts "
            "is left out first.",
        ),
    ),
)

RIVER = Key(
    name="river",
    kind=Kind.SECTION,
    meaning="How entries are laid out on pages.",
    below=(
        Key(name="per_page", kind=Kind.WHOLE, default="25", least=1, most=500, meaning="Entries on one page."),
        Key(
            name="max_per_feed",
            kind=Kind.WHOLE,
            default="5",
            least=1,
            most=500,
            meaning="At most so many entries of one feed on a page; the rest move on to the next older page.",
        ),
        Key(
            name="order",
            kind=Kind.ORDER,
            default="published",
            meaning="What gives an entry its place: when it was published, and then it never moves, or when its author "
            "last changed it.",
        ),
        Key(
            name="backlog",
            kind=Kind.WHOLE_OR_ALL,
            default="60",
            least=0,
            most=100_000,
            meaning="How many of the entries that a feed already had when it was first read stand whole on numbered "
            "pages, the newest of all feeds. The others stand there by their titles, with links to the originals.",
        ),
    ),
)

KEEP = Key(
    name="keep",
    kind=Kind.SECTION,
    meaning="How much is remembered. What the newest page and the merged feed show is never forgotten, nor what a feed "
    "still has.",
    below=(
        Key(
            name="days",
            kind=Kind.WHOLE,
            default="0",
            least=0,
            most=36_500,
            meaning="Entries older than so many days are forgotten; 0 keeps all.",
        ),
        Key(
            name="per_feed",
            kind=Kind.WHOLE,
            default="0",
            least=0,
            most=100_000,
            meaning="Beyond so many of one feed, the oldest are forgotten; 0 keeps all.",
        ),
        Key(
            name="removed",
            kind=Kind.YES_NO,
            default="false",
            meaning="Whether the entries of a feed that has left the list stay on the site.",
        ),
    ),
)

MERGED_FEED = Key(
    name="feed",
    kind=Kind.SECTION,
    meaning="The merged feed, `atom.xml`.",
    below=(
        Key(
            name="entries",
            kind=Kind.WHOLE,
            default="60",
            least=1,
            most=1000,
            meaning="How many of the newest entries are in it.",
        ),
    ),
)

HIDE = Key(
    name="hide",
    kind=Kind.LIST,
    meaning="What is never shown: addresses or ids of entries, or `{author: NAME}` for all entries of a person.",
    below=(Key(name="author", kind=Kind.TEXT, required=True, meaning="The name as the feed writes it."),),
)

FEEDS = Key(
    name="feeds",
    kind=Kind.LIST,
    required=True,
    meaning="The feeds: each is an address, or a mapping with the keys below.",
    below=(
        Key(
            name="url",
            kind=Kind.FEED,
            required=True,
            meaning="Where it is: a web address, or a file in the configuration's folder such as `./feeds/a.xml`.",
        ),
        Key(name="name", kind=Kind.TEXT, meaning="What to call it; otherwise its own title."),
        Key(name="site", kind=Kind.WEB, meaning="Its web site; otherwise the one that the feed names."),
        Key(name="tags", kind=Kind.TEXTS, meaning="Tags of all its entries."),
        Key(name="language", kind=Kind.LANGUAGE, meaning="The language of its entries, where they do not say."),
        Key(
            name="headers",
            kind=Kind.HEADERS,
            meaning="Sent to its own host with every request, such as `{X-Api-Key: '${KEY}'}`; `${NAME}` stands for a "
            "variable of the environment. They replace ours, so `User-Agent` may be another.",
        ),
        Key(
            name="auth",
            kind=Kind.LOGIN,
            meaning="Who asks, for a feed behind a login (HTTP Basic): `ann:${PASSWORD}`, with a variable of the "
            "environment.",
        ),
        Key(
            name="content",
            kind=Kind.SHOWN,
            default="full",
            meaning="How much of its entries is shown: all, the opening, or the title alone.",
        ),
        Key(name="images", kind=Kind.YES_NO, default="true", meaning="Whether the images in its entries are shown."),
        Key(
            name="remove",
            kind=Kind.SELECTORS,
            meaning='What is taken out of its entries, such as `[".promo", "footer > p"]`: elements, classes, ids '
            "and attributes, with spaces and `>` between them.",
        ),
        Key(
            name="tidy",
            kind=Kind.YES_NO,
            default="true",
            meaning="Whether what machines add to posts is taken out: share buttons, “appeared first on”, empty "
            "paragraphs, ladders of line breaks, an opening that repeats the title.",
        ),
        Key(
            name="filter",
            kind=Kind.SECTION,
            meaning="Which of its entries are shown, as the `filter` of the planet.",
            below=FILTER.below,
        ),
        Key(
            name="max_entries",
            kind=Kind.WHOLE,
            default="0",
            least=0,
            most=100_000,
            meaning="At most so many of its entries are on the site, the newest; 0 is no limit.",
        ),
        Key(
            name="title_prefix",
            kind=Kind.TEXT_OR_TEXTS,
            meaning='What its titles lose when they start with it, such as `"Example Blog:"`.',
        ),
        Key(
            name="links",
            kind=Kind.LINKS,
            meaning="How the addresses of its entries begin instead, such as "
            "`{http://localhost:1313/: https://example.org/}`.",
        ),
    ),
)

ROOT = Key(
    name="",
    kind=Kind.SECTION,
    meaning="The configuration.",
    below=(
        Key(name="title", kind=Kind.TEXT, required=True, meaning="The planet's name."),
        Key(
            name="url",
            kind=Kind.WEB,
            meaning="Where the site will be. Without it the merged feed cannot name its own address.",
        ),
        Key(name="description", kind=Kind.MARKDOWN, meaning="A few words on the planet."),
        Key(name="language", kind=Kind.LANGUAGE, default="en", meaning="The language of the pages' own words."),
        Key(name="timezone", kind=Kind.ZONE, default="UTC", meaning="Where the planet's day begins at midnight."),
        AUTHOR,
        Key(name="theme", kind=Kind.NAME, default="default", meaning="How the site looks."),
        Key(
            name="output",
            kind=Kind.FOLDER,
            default="output",
            meaning="Where the site is written, relative to the configuration's folder. `-o` overrides it.",
        ),
        STATE,
        RIVER,
        MERGED_FEED,
        KEEP,
        HIDE,
        FILTER,
        TAGS,
        FETCH,
        FEEDS,
    ),
)

PAGE = Key(
    name="",
    kind=Kind.SECTION,
    meaning="The front matter of a page.",
    below=(Key(name="title", kind=Kind.TEXT, required=True, meaning="The page's heading and its name in the menu."),),
)
