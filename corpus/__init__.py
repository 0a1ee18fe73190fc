"""What is known about the documents: the catalogue, its sources and their provisions."""

from corpus.catalogue import Catalogue, load_catalogue
from corpus.errors import CatalogueError
from corpus.types import (
    Conflict,
    GlossaryEntry,
    ListOf,
    Localised,
    OfficialFile,
    Provision,
    ProvisionKind,
    Section,
    Source,
    Status,
    Theme,
)

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Conflict",
    "GlossaryEntry",
    "ListOf",
    "Localised",
    "OfficialFile",
    "Provision",
    "ProvisionKind",
    "Section",
    "Source",
    "Status",
    "Theme",
    "load_catalogue",
]
