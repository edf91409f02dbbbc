"""The keys below `fetch`: how feeds are asked for, and every limit on what a server or a document may cost."""

from __future__ import annotations

from planet.config.key import DAY, HOUR, KIB, MIB, MINUTE, Key, Kind

FETCH = Key(
    name="fetch",
    kind=Kind.SECTION,
    meaning="How feeds are asked for.",
    below=(
        Key(
            name="concurrency",
            kind=Kind.WHOLE,
            default="100",
            least=1,
            most=512,
            meaning="Feeds that are asked at the same time.",
        ),
        Key(
            name="timeout",
            kind=Kind.DURATION,
            default="30s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest that one feed may take in all, redirects included.",
        ),
        Key(
            name="connect_timeout",
            kind=Kind.DURATION,
            default="10s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest wait for a connection.",
        ),
        Key(
            name="idle_timeout",
            kind=Kind.DURATION,
            default="15s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest silence of a server in the middle of its answer.",
        ),
        Key(
            name="max_bytes",
            kind=Kind.SIZE,
            default="10 MiB",
            least=KIB,
            most=256 * MIB,
            meaning="The largest document, unpacked.",
        ),
        Key(
            name="max_ratio",
            kind=Kind.WHOLE,
            default="100",
            least=2,
            most=10_000,
            meaning="How many times larger than what was sent a document may become when it is unpacked.",
        ),
        Key(name="max_redirects", kind=Kind.WHOLE, default="5", least=0, most=20, meaning="Redirects followed."),
        Key(
            name="max_entries",
            kind=Kind.WHOLE,
            default="5000",
            least=1,
            most=100_000,
            meaning="Entries read of one document.",
        ),
        Key(
            name="min_interval",
            kind=Kind.DURATION,
            default="25m",
            least=0,
            most=30 * DAY,
            meaning="A feed is asked again after this time at the earliest; 0 asks on every build.",
        ),
        Key(
            name="deadline",
            kind=Kind.DURATION,
            default="10m",
            least=1,
            most=6 * HOUR,
            meaning="The longest that all feeds may take together; what misses it is asked first next time.",
        ),
        Key(
            name="parse_timeout",
            kind=Kind.DURATION,
            default="10s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest that reading one document may take.",
        ),
        Key(
            name="parse_memory",
            kind=Kind.SIZE,
            default="256 MiB",
            least=128 * MIB,
            most=16 * 1024 * MIB,
            meaning="The most memory that reading one document may take, on Linux.",
        ),
        Key(
            name="allow_private_addresses",
            kind=Kind.YES_NO,
            default="false",
            meaning="Whether feeds on this machine and in private networks may be asked.",
        ),
        Key(
            name="trust_env",
            kind=Kind.YES_NO,
            default="false",
            meaning="Whether to go through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name. The proxy "
            "then looks up the names, so Planet cannot tell which of them are private.",
        ),
    ),
)
