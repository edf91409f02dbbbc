"""Every attack of the shared sets, in every field of every format, through the real pipeline, in a real browser."""

from __future__ import annotations

import pytest
from browser.hostile_feeds import build_site, every_attack, rotating_attacks

pytestmark = [pytest.mark.browser]


def besiege(attacks, lookout, folder):
    """Build a planet of these attacks and look at all of it; each must be shown in an entry, and do nothing."""
    sight = lookout.watch(build_site(folder, attacks))

    assert sight.findings == []
    assert sorted(sight.markers()) == sorted(attack.marker for attack in attacks)
    assert sight.sources == len({(a.shape, a.format, a.number if a.shape == "fields" else 0) for a in attacks})


def test_no_attack_does_anything_in_any_field(payloads, lookout, tmp_path):
    """All payloads in all fields, each in one format that is another one for the next payload.

    The full product of payloads, fields and formats takes four minutes and is the long test below.
    """
    assert len(payloads) > 1500

    besiege(rotating_attacks(payloads), lookout, tmp_path)


@pytest.mark.long
def test_no_attack_does_anything_in_any_field_of_any_format(payloads, lookout, tmp_path):
    besiege(every_attack(payloads), lookout, tmp_path)
