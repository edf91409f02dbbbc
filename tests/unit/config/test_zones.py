from __future__ import annotations

from zoneinfo import ZoneInfo

from planet.config.zones import zone_names


def test_every_zone_can_be_loaded():
    for name in sorted(zone_names()):
        assert ZoneInfo(name).key == name


def test_what_only_one_machine_knows_is_no_zone():
    assert not {"localtime", "posixrules", "posix/Europe/Berlin", "right/UTC"} & zone_names()
    assert {"UTC", "Europe/Berlin", "America/New_York"} <= zone_names()
