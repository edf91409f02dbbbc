"""Which addresses may be reached: every spelling of a private one is refused, before a byte is sent."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.errors import FetchError, Kind
from planet.fetch import crawl
from planet.fetch.addresses import (
    _ORDINARY,
    SPECIAL_V4,
    SPECIAL_V6,
    _read_odd_target,
    is_private_name,
    is_public,
    literal_address,
    next_hop,
    public_addresses,
    read_target,
    shown,
)
from planet.fetch.internet import Internet, resolve_name
from planet.model.fetching import FetchRequest

NOT_PUBLIC = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "100.100.100.200"),
    *("127.0.0.1", "127.1.2.3", "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
    *("192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1"),
    *("239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.1.2.3", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
    *("64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1"),
    *("2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "3fff::1", "3fff:fff::1", "4000::1"),
    *(
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "fe80::1%1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"),
    *("128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255"),
    *("198.20.0.0", "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "2003::1"),
    *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8"),
]
# What urlsplit and the system's resolver make of these is the point: not one of them may reach the canary.
SPELLINGS = [
    *("127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "0X7F.0.0.0X1", "2130706433", "017700000001"),
    *(
        "0177.0.0.1",
        "0177.0.0.01",
        "127.0.0.1.",
        "127.000.000.001",
        "0",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
    ),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:7F00:0001]", "[::127.0.0.1]", "[64:ff9b::7f00:1]"),
    *("[2002:7f00:1::]", "[fe80::1]", "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local"),
    *("metadata.google.internal", "metadata.google.internal.", "router.home.arpa", "10.1", "0xa9fea9fe", "2852039166"),
    *("169.254.169.254", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "ⓛocalhost", "user@127.0.0.1", "a:b@127.0.0.1"),
    *(
        "127.0.0.1:80@127.0.0.1",
        "127.0.0.1%2e",
        "0x7f.0x0.0x0.0x1",
        "0177.1",
        "0x7F.1",
        "0x0",
        "00",
        "0000.0",
        "127.0.0.01",
    ),
    *("[::ffff:0:127.0.0.1]", "[64:ff9b:1::7f00:1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1%25lo]", "[ff02::1]"),
    *("[0000:0000:0000:0000:0000:0000:0000:0001]", "[0:0:0:0:0:ffff:127.0.0.1]", "[2001:0:7f00:1::]", "x.localhost."),
    *("LocalHost.", "kubernetes.default.internal", "nas.local.", "127.0.0.1\\@blog.example", "127.0.0.1#@blog.example"),
    *("127.0.0.2", "127.127.127.127", "192.168.1", "0300.0250.1.1", "172.16.1", "0xAC.0x10.1.1"),
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_special_address_is_not_public(address):
    assert not is_public(ip_address(address))


def test_no_range_can_be_left_out():
    """Each refuses an address of the table that no other one does; so the table fails when a range is taken away."""
    table = [ip_address(address) for address in NOT_PUBLIC]
    ranges = {str(one): one for one in (*SPECIAL_V4, *SPECIAL_V6)}
    alone = {name: [a for a in table if a in one and not any(a in o for o in ranges.values() if o != one)]
             for name, one in ranges.items()}  # fmt: skip

    assert [name for name, addresses in alone.items() if not addresses] == []


def test_there_are_more_than_sixty_of_both():
    assert len(set(SPELLINGS)) >= 60
    assert len(set(NOT_PUBLIC)) >= 60


@pytest.mark.parametrize("address", PUBLIC)
def test_the_neighbours_of_special_ranges_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_private_address_reaches_the_server(spelling, server, ask, policy):
    guarded = type(policy)(timeout=policy.timeout, connect_timeout=policy.connect_timeout)

    result = ask(f"http://{spelling}:{server.port}/", policy=guarded)

    assert result.kind in {Kind.ADDRESS, Kind.DNS}
    assert server.load.connections == 0


def test_no_redirect_to_any_spelling_reaches_the_canary(server, canary, policy):
    for number, spelling in enumerate(SPELLINGS):
        location = f"http://{spelling}:{canary.port}/".encode().decode("latin-1")  # as servers send it: UTF-8
        server.redirect(f"/{number}", location)
    internet = Internet(
        resolve=lambda host: ("1.1.1.1",) if host.endswith(".example") else resolve_name(host),
        route=lambda address, port: (server.address, server.port) if address == "1.1.1.1" else (address, port),
    )
    guarded = replace(policy, allow_private_addresses=False)
    requests = [FetchRequest(feed_url=f"http://blog{n}.example/{n}") for n in range(len(SPELLINGS))]

    kinds = {result.kind for result in crawl(requests, guarded, "x", internet=internet)}

    assert kinds <= {Kind.ADDRESS, Kind.DNS, Kind.REDIRECT}
    assert len(server.requests) == len(SPELLINGS)
    assert canary.load.connections == 0


@pytest.mark.parametrize("spelling", ["127.1", "0x7f.1", "2130706433", "127.0.0.1.", "１２７.0.0.1", "user@127.0.0.1"])
def test_the_same_spellings_reach_the_server_when_private_addresses_are_allowed(spelling, server, ask):
    server.serve("/", b"<rss/>")

    assert ask(f"http://{spelling}:{server.port}/").body == b"<rss/>"


@pytest.mark.parametrize("name", ["localhost", "a.localhost", "x.local", "meta.internal", "h.home.arpa", "localhost."])
def test_a_private_name_is_private_wherever_it_points(name):
    assert is_private_name(name)


@pytest.mark.parametrize("name", ["local", "notlocalhost", "mylocal.example", "internal.example", "localhost.example"])
def test_only_whole_labels_make_a_name_private(name):
    assert is_private_name(name) == (name == "local")


def test_of_mixed_addresses_only_the_public_ones_are_used():
    found = (ip_address("10.0.0.1"), ip_address("8.8.8.8"), ip_address("::1"))

    assert public_addresses("blog.example", found) == (ip_address("8.8.8.8"),)


def test_a_host_with_private_addresses_alone_is_refused():
    with pytest.raises(FetchError, match=r"the address of blog\.example is private"):
        public_addresses("blog.example", (ip_address("10.0.0.1"), ip_address("::1")))


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("http://Blog.Example/feed", ("http", "blog.example", 80, "/feed")),
        ("https://blog.example", ("https", "blog.example", 443, "/")),
        ("https://blog.example:8443/a?b=c&d#part", ("https", "blog.example", 8443, "/a?b=c&d")),
        ("http://blog.example./", ("http", "blog.example", 80, "/")),
        ("http://bücher.example/straße?q=ü", ("http", "xn--bcher-kva.example", 80, "/stra%C3%9Fe?q=%C3%BC")),
        ("http://blog.example/a b%20c", ("http", "blog.example", 80, "/a%20b%20c")),
        ('http://blog.example/"<>`{}', ("http", "blog.example", 80, "/%22%3C%3E%60%7B%7D")),
        ("http://user:word@blog.example/", ("http", "blog.example", 80, "/")),
        ("http://[2001:DB8::1]:81/", ("http", "2001:db8::1", 81, "/")),
        ("  http:\\\\blog.example\\feed?q=\\ ", ("http", "blog.example", 80, "/feed?q=\\")),
        ("http://blog.example/fe\ned", ("http", "blog.example", 80, "/feed")),
        ("http://my_blog.example/", ("http", "my_blog.example", 80, "/")),
        ("http://blog.example/\udc80", ("http", "blog.example", 80, "/%ED%B2%80")),
    ],
)
def test_an_address_is_taken_apart_as_it_goes_over_the_wire(address, parts):
    target = read_target(address)

    assert (target.scheme, target.host, target.port, target.path) == parts


@pytest.mark.parametrize(
    "address",
    [
        "",
        "feed",
        "ftp://blog.example/",
        "file:///etc/passwd",
        "http://",
        "http:///feed",
        "http://[",
        "http://[::1%25eth0]/",
        "http://a b/",
        "http://blog.example:99999/",
        "http://blog.example:0/",
        "http://%31%32%37.0.0.1/",
        "//blog.example/",
        "http://blog.example:x/",
        "http://" + "a" * 300 + ".example/",
        "javascript:alert(1)",
        "http://exa\x00mple/",
    ],
)
def test_what_is_no_web_address_is_refused_with_a_reason(address):
    with pytest.raises(FetchError, match="not a valid web address") as caught:
        read_target(address)

    assert caught.value.kind is Kind.ADDRESS


def test_host_headers_carry_the_port_only_where_it_is_not_the_usual_one():
    addresses = ["http://a.example/", "http://a.example:443/", "https://a.example:443/", "http://[::1]:81/"]

    assert [read_target(a).authority for a in addresses] == ["a.example", "a.example:443", "a.example", "[::1]:81"]


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        (b"/new", "http://a.example/new"),
        (b"new?x", "http://a.example/old/new?x"),
        (b"//b.example/f", "http://b.example/f"),
        (b"https://b.example", "https://b.example/"),
        ("/straße".encode(), "http://a.example/stra%C3%9Fe"),
        (b"/stra\xdfe", "http://a.example/stra%C3%9Fe"),
        (b"http://user:pass@b.example/", "http://b.example/"),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(location, leads_to):
    hop = next_hop((read_target("http://a.example/old/feed"),), location, 5)

    assert str(hop) == leads_to


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        (None, "does not say where to"),
        (b"", "does not say where to"),
        (b"file:///etc/passwd", "not a valid web address"),
        (b"ftp://b.example/", "not a valid web address"),
        (b"javascript:alert(1)", "not a valid web address"),
        (b"data:text/xml,<rss/>", "not a valid web address"),
        (b"gopher://127.0.0.1:6379/_", "not a valid web address"),
        (b"http://[", "not a valid web address"),
        (b"http://", "not a valid web address"),
        (b"http://b.example:99999/", "not a valid web address"),
        (b"http://a.example/old", "in a circle"),
        (b"#top", "in a circle"),
    ],
)
def test_a_redirect_that_leads_nowhere_good_is_refused(location, problem):
    with pytest.raises(FetchError, match=problem) as caught:
        next_hop((read_target("http://a.example/old"),), location, 5)

    assert caught.value.kind is Kind.REDIRECT


def test_no_more_redirects_are_followed_than_the_policy_says():
    trail = tuple(read_target(f"http://a.example/{number}") for number in range(3))

    with pytest.raises(FetchError, match="more than 2 redirects"):
        next_hop(trail, b"/3", 2)


def test_a_name_is_not_an_address_even_when_the_resolver_reads_it_as_one():
    assert literal_address("::1") == ip_address("::1")
    assert literal_address("0x7f.1") is None


def test_a_strangers_text_is_shown_on_one_line_without_secrets():
    assert shown("http://u:p@h/\x1b[31m\nx") == "http://h/\ufffd[31m\ufffdx"
    assert len(shown("x" * 10_000)) == 201


def outcome_of(read, address):
    try:
        return read(address)
    except FetchError as error:
        return error.problem


@given(address=st.from_regex(_ORDINARY, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_an_ordinary_address_is_read_as_every_other_one(address):
    assert outcome_of(read_target, address) == outcome_of(_read_odd_target, address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://a.example?b",
            "http://a.example/?",
            "http://a.example/#b",
            "http://a.example/a\\b",
            "HTTP://a.example/",
        ),
        *(
            "http://A.example/",
            "http://a.example./",
            "http://u@a.example/",
            "http://a.example:0/",
            "http://a.example:/",
        ),
        *(
            "http://a.example/ü",
            "http://a.example/\n",
            " http://a.example/",
            "http://[::1]/",
            "http://a.example/?a#b?c",
        ),
        *("http://" + "a" * 254 + "/", "http://a.example:99999/", "http://a..b/", "http://-/", "ftp://a.example/"),
    ],
)
def test_a_nearly_ordinary_address_is_read_with_the_same_care(address):
    assert outcome_of(read_target, address) == outcome_of(_read_odd_target, address)
