"""What the settings name: the encoders and the catalogue. Apart from the service, which takes longer to import."""

from __future__ import annotations

from assistant.settings import Settings
from corpus import Catalogue, load_catalogue
from ingest.encoders import Encoder, load_encoder
from ingest.folders import added_folders
from ingest.server import ChromaServer


def configured_encoders(settings: Settings) -> dict[str, Encoder]:
    """The encoders that the settings name; weights load on first use."""
    return {
        "english": load_encoder(settings.english_encoder),
        "multilingual": load_encoder(settings.multilingual_encoder),
    }


def chroma_server(settings: Settings) -> ChromaServer | None:
    """The Chroma server that the settings name, if any.

    Raises:
        SnapshotError: its address cannot be used.
    """
    if settings.chroma_url is None:
        return None
    token = settings.chroma_token
    return ChromaServer(
        settings.chroma_url,
        token.get_secret_value() if token else None,
        settings.chroma_ca,
        settings.chroma_timeout,
        settings.chroma_prefix,
    )


def catalogue_of(settings: Settings) -> Catalogue:
    """The bundled catalogue and the documents that the operator added to this data folder."""
    return load_catalogue(extra=added_folders(settings.data))
