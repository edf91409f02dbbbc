"""The command's work without the command: a build costs what it costs, and not also a start of Python."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from click.testing import CliRunner
from plugins.command import NOON, Planet, Report

from planet.build import build_planet
from planet.cli.main import group
from planet.config import load_settings
from planet.model.site import BuildRequest
from planet.report import json_report, summary_lines


class Silence:
    """`Outside` without a terminal."""

    def progress(self, stage, done, total):
        pass

    def elapsed_s(self):
        return 0.0


class QuickPlanet(Planet):
    """A planet that is built in this process."""

    def build(self, *words, now=NOON, expect="built", env=None):
        settings = load_settings(self.folder / "config.yaml", env or {})
        moment = datetime.fromisoformat(now).astimezone(UTC)
        request = BuildRequest(now=moment, force="--force" in words, full="--full" in words)
        report = self.report = build_planet(settings, request, Silence())
        assert report.outcome in {expect, "unchanged"}
        self.stderr = "\n".join(summary_lines(report, verbose="-v" in words))
        return Report(json.loads(json_report(report)))

    def say(self, *words, expect=0, config=None):
        """What a command that only tells says on the terminal."""
        config = str(config or self.folder / "config.yaml")
        done = CliRunner().invoke(group, [*words, "-c", config], prog_name="planet")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert done.exit_code == expect, done.output
        return done.output
