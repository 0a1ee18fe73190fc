"""A catalogue of one short source: whole builds in a fraction of a second."""

import dataclasses

from corpus import Catalogue, load_catalogue
from tests.toys import ToyEncoder

SOURCE = "pakistan-binding-framework-call-2023"


def small_catalogue(words: str = "") -> Catalogue:
    """The one source; with `words`, its first summary says them, so that another snapshot is built."""
    catalogue = load_catalogue()
    provisions = dict(catalogue.provisions[SOURCE])
    if words:
        first = next(iter(provisions))
        summaries = {**provisions[first].summaries, "en": words}
        provisions[first] = provisions[first].model_copy(update={"summaries": summaries})
    return dataclasses.replace(
        catalogue, sources={SOURCE: catalogue.sources[SOURCE]}, provisions={SOURCE: provisions}
    )


def toys() -> dict[str, ToyEncoder]:
    return {"english": ToyEncoder("toy-en"), "multilingual": ToyEncoder("toy-multi")}
