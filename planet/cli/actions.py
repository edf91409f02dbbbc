"""What a build leaves for GitHub Actions when it runs there: annotations, a summary, outputs for later steps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from planet.model.site import RunReport


def tell_actions(report: RunReport, environment: Mapping[str, str]) -> None:
    """Write what Actions asks for in its environment; elsewhere do nothing."""
    if environment.get("GITHUB_ACTIONS") != "true":
        return
    from planet.report.github import outputs, step_summary, warning_commands  # noqa: PLC0415 - start-up

    for line in warning_commands(report):
        click.echo(line, err=True)
    _append(environment.get("GITHUB_STEP_SUMMARY"), step_summary(report))
    _append(environment.get("GITHUB_OUTPUT"), outputs(report))


def _append(path: str | None, text: str) -> None:
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)
