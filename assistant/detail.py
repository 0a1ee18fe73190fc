"""A follow-up that asks of somebody in particular ("and for children?"): is anything said of them in the matter?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition.choosing import select
from assistant.inquiry import Inquiry
from assistant.messages import MESSAGES
from assistant.retrieval import Hit
from assistant.schemas import Language
from corpus import Provision
from ingest.glosses import glosses, in_urdu_script
from ingest.lexical import Script, terms
from ingest.passages import lexical_text

SHARED = 4
"""Letters at the beginning that two forms of a word have in common at least."""
SCRIPTS: tuple[Script, ...] = ("latin", "arabic")


def settle(inquiry: Inquiry, in_general: Sequence[Hit]) -> None:
    """Put provisions first that answer the earlier question and mention whom the follow-up asks of, in the order of the former.

    Where there are none, the earlier question is answered again, and the answer says that they are not mentioned:
    a provision on children is no answer to whether the state may score them.

    Args:
        inquiry: with its hits.
        in_general: hits of the earlier question.
    """
    found = {hit.provision.key: hit for hit in inquiry.hits}
    told = [
        found[hit.provision.key]
        for hit in select(in_general)
        if hit.provision.key in found and mentions(hit.provision, inquiry.detail)
    ]
    if told:
        inquiry.hits = told + [hit for hit in inquiry.hits if hit not in told]
        return
    inquiry.shown = inquiry.shown or inquiry.rephrased
    inquiry.rephrased, inquiry.hits, inquiry.unmentioned = inquiry.before, list(in_general), True


def mentions(provision: Provision, detail: str) -> bool:
    """Tell whether the wording of a provision, official or ours, or a reader's question of it has a word of a detail."""
    asked = {*terms(detail, "latin", skeletons=False), *terms(detail, "arabic")}
    if not detail.isascii() or in_urdu_script(detail):
        asked |= {*glosses(detail)}
    said = {
        term for script in SCRIPTS for term in terms(lexical_text(provision, script), script, skeletons=False)
    }
    return any(_alike(one, other) for one in asked for other in said)


def absence(text: str, language: Language, provisions: Sequence[Provision]) -> str:
    """The sentence that no provision mentions a detail, if a statement begins with it and it is true; else empty."""
    pattern = re.escape(MESSAGES["unmentioned"][language]).replace(r"\{detail\}", r"(.{2,40}?)")
    found = re.match(pattern, text)
    return found[0] if found and not any(mentions(provision, found[1]) for provision in provisions) else ""


def _alike(one: str, other: str) -> bool:
    """Tell whether two terms may be forms of one word; where in doubt they are: "child" and "children"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHARED and long.startswith(short))
