"""Name a provision so that a page can link to it, in both languages of the interface."""

from __future__ import annotations

import hashlib

from assistant.finish import permalink
from assistant.schemas import Bilingual, ProvisionLink, ThemeName
from corpus import Catalogue, Provision
from corpus.types import Localised, Theme


def bilingual(text: Localised) -> Bilingual:
    """Return a text of the catalogue as public JSON."""
    return Bilingual(en=text.en, ur=text.ur)


def theme_name(theme: Theme) -> ThemeName:
    """Return a theme of the catalogue as public JSON."""
    return ThemeName(id=theme.id, group=theme.group, name=bilingual(theme.name))


def link_to(provision: Provision, catalogue: Catalogue) -> ProvisionLink:
    """Name a provision with its address."""
    return ProvisionLink(
        source_id=provision.source_id,
        locator=provision.locator,
        label=catalogue.label(provision),
        label_ur=catalogue.label(provision, "ur"),
        heading=provision.heading_above("en"),
        heading_ur=provision.heading_above("ur"),
        source_title=bilingual(catalogue.source(provision.source_id).short_title),
        permalink=permalink(provision.source_id, provision.locator),
    )


def text_sha256(provision: Provision) -> str | None:
    """SHA-256 of the text behind a permalink: the official text, else our English summary; None without both."""
    text = provision.text or provision.summaries.get("en")
    return hashlib.sha256(text.encode()).hexdigest() if text else None
