"""A site view and a theme in, the files of the site out; see `site` (the front door) and `theme`.

`find_theme` is on the fast path of a build in which nothing changed, so nothing here loads Jinja2 or Babel before
`render_site` is called.
"""

from __future__ import annotations

from planet.model.site import OutputFile, SiteView
from planet.render.theme import Theme, find_theme

__all__ = ["Theme", "find_theme", "render_site"]


def render_site(view: SiteView, theme: Theme) -> tuple[OutputFile, ...]:
    """Every file of the site; see `planet.render.site.render_site`."""
    from planet.render.site import render_site as render  # noqa: PLC0415 - start-up

    return render(view, theme)
