"""Cut a document into provisions. One module a document family; all return a `Segmentation`."""

from collections.abc import Callable

from ingest.read import Document
from ingest.segment.draft import segment_draft
from ingest.segment.types import Segmentation, Unit
from ingest.segment.unesco import segment_unesco

SEGMENTERS: dict[str, Callable[[Document], Segmentation]] = {
    "unesco": segment_unesco,
    "draft": segment_draft,
}

__all__ = ["SEGMENTERS", "Segmentation", "Unit", "segment_draft", "segment_unesco"]
