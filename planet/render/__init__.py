"""A site view and a theme in, the files of the site out; see `site` (the front door), `plans` and `theme`.

`find_theme` is on the fast path of a build in which nothing changed, so nothing here loads Jinja2 or Babel before
`plan_site` or `render_site` is called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from planet.model.settings import SiteSettings
from planet.model.site import OutputFile, SiteView
from planet.render.theme import Theme, find_theme

if TYPE_CHECKING:
    from planet.render.plans import SitePlan
    from planet.render.press import Press as Press

__all__ = ["Theme", "find_theme", "plan_site", "render_site", "set_up_press", "unchanged_files"]


def set_up_press(site: SiteSettings, theme: Theme, is_wanted: Callable[[], bool] = bool) -> Press:
    """What every edition is made with; templates are compiled as long as that is wanted. See `planet.render.press`."""
    from planet.render import site as pages  # noqa: F401, PLC0415 - start-up; imported ahead of its use
    from planet.render.press import Press  # noqa: PLC0415 - start-up

    press = Press(site, theme)
    press.warm_up(is_wanted)
    return press


def plan_site(view: SiteView, theme: Theme, press: Press | None = None) -> SitePlan:
    """What each file will be made of; see `planet.render.plans.plan_site`."""
    from planet.render.plans import plan_site as plan  # noqa: PLC0415 - start-up

    return plan(view, theme, press.language if press else None)


def unchanged_files(plan: SitePlan, before: Mapping[str, str]) -> frozenset[str]:
    """The files that need not be made again; see `planet.render.plans.unchanged_files`."""
    from planet.render.plans import unchanged_files as unchanged  # noqa: PLC0415 - start-up

    return unchanged(plan, before)


def render_site(
    view: SiteView,
    theme: Theme,
    keep: Collection[str] = (),
    plan: SitePlan | None = None,
    press: Press | None = None,
) -> tuple[OutputFile, ...]:
    """Every file of the site but those to keep; see `planet.render.site.render_site`."""
    from planet.render.site import render_site as render  # noqa: PLC0415 - start-up

    return render(view, theme, keep, plan, press)
