"""Which sources a question is answered from: not from another document than it names, and not from mere views.

A submission to a consultation holds its author's view, which is never told as what a policy says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.composition.replying import ANSWERING
from assistant.inquiry import Inquiry
from assistant.naming import WORD
from corpus import Catalogue
from corpus.text import fold_urdu
from corpus.types import Status

SAYING = r"say|state|contain|include|mention|cover|define|require|oblige|promise|guarantee|prohibit|ban|forbid|allow|permit|set|propose|name"
"""What a document does."""
WRITTEN = r"لکھا|درج|ذکر|شامل|likha|darj|zikr|shamil"


def sources_in_view(inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """The sources that a question is answered from; none named here means all.

    The reader's choice stands. Otherwise a question that names a document is not answered from another document:
    what the Recommendation says is no answer to what the draft says. Records of facts, which have no file, stay in
    view, since they tell of the documents, unless it is asked what the document itself says. Submissions are in
    view only where the question names them.
    """
    if inquiry.sources:
        return inquiry.sources
    named = set(inquiry.named_sources)
    sources = catalogue.sources.values()
    documents = {source.id for source in sources if source.file is not None}
    left_out = {source.id for source in sources if source.status is Status.SUBMISSION} - named
    if named & documents:
        itself = inquiry.topic or _of_itself(inquiry, catalogue)
        left_out |= (set(catalogue.sources) if itself else documents) - named
    return tuple(id for id in catalogue.sources if id not in left_out) if left_out else ()


def _of_itself(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether it is asked what stands in a document that is named, which no record on it can tell."""
    told = " ".join(WORD.findall(fold_urdu(inquiry.rephrased)))
    aliases = (alias for source_id in inquiry.named_sources for alias in catalogue.source(source_id).aliases)
    names = "|".join(sorted(map(re.escape, aliases), key=len, reverse=True))
    asked = (
        rf"\b(?:does|do|did) (?:\S+ ){{0,2}}(?:{names})\b.{{0,60}}? (?:{SAYING})\b"
        rf"|(?:^|\s)(?:{names}) (?:میں|mein|main|me|men) .{{0,40}}(?:{WRITTEN})"
    )
    return bool(re.search(asked, told))


def attribute_views(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Let no view answer yes or no, and none stand without its author's document before it."""
    for place, point in enumerate(inquiry.points):
        if catalogue.source(point.keys[0].partition("/")[0]).status is not Status.SUBMISSION:
            continue
        if point.group is None and (point.lead in ANSWERING or not point.lead):
            inquiry.points[place] = replace(point, lead="says")
        if place == 0:
            inquiry.polarity = None
