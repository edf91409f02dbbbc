"""The planet itself as templates see it."""

from __future__ import annotations

from markupsafe import Markup

from planet import __version__
from planet.model.site import SiteView
from planet.render.context import SiteContext, SourceContext, trusted
from planet.render.languages import Language
from planet.render.sources import TROUBLED


def describe_site(view: SiteView, language: Language, sources: tuple[SourceContext, ...]) -> SiteContext:
    """What every page may say of the planet."""
    description = trusted(view.description)
    return SiteContext(
        title=view.site.title,
        language=language.tag,
        dir=language.dir,
        description=description if description.strip() else Markup(),
        description_text=description.striptags(),
        author_name=view.site.author.name if view.site.author else None,
        url=view.site.url,
        changed_at=view.updated_at,
        planet_version=__version__,
        source_count=len(sources),
        troubled_count=sum(source.state in TROUBLED for source in sources),
    )
