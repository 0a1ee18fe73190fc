"""The form of a list: complete, in the order of the text, its members named shortly where they are many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.composition.forms import Bench, facts
from assistant.inquiry import Inquiry, Point
from assistant.lists import find_list, narrowing, number_asked
from assistant.retrieval import Hit
from corpus import ListOf, Provision, ProvisionKind

MOST_QUOTED = 5
"""Mentions of a thing that are quoted; of more, only the places are named."""
MOST_MENTIONS = 20
"""Places of one document that are named."""
FAR_AHEAD = 5.0
"""Standard deviations of the signals: of writers' questions for one member .65 have it so far ahead, of those for all .14."""
FURTHER = 2
"""Points shown beside a provision that tells a list."""


def listing(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """A list that the document makes: by its headings, below a section, or in one provision; or every mention."""
    if inquiry.mentioned:
        return _mentions(inquiry, bench)
    found = _asked(inquiry, bench) or _list_below(inquiry, bench)
    if found is None:
        return _told(inquiry, bench)
    if len(found.members) == 1:
        return _told(inquiry, bench)[:1]
    return _after_direct(_named(found, inquiry, bench), inquiry, bench)


# --- lists of several provisions -----------------------------------------------------------------------------------


def _asked(inquiry: Inquiry, bench: Bench) -> ListOf | None:
    """The list that is asked for; of several of one name the first that has members on what it is narrowed to."""
    first = found = inquiry.listed
    if inquiry.listed_by != "name" or not any(narrowing(inquiry.rephrased, bench.catalogue)):
        return first
    view = frozenset(inquiry.named_sources or inquiry.sources or bench.catalogue.sources)
    while found is not None:
        if _on_it(found, inquiry, bench):
            return found
        view -= {found.source_id}
        found = find_list(inquiry.rephrased, bench.catalogue, view)
    return first


def _after_direct(members: list[Point], inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The members; of a list that is only likely to be asked for, that member first which was found far before all else.

    So whoever asks for the one has it first, and whoever asks for all misses none.
    """
    lead = inquiry.hits[0].score - inquiry.hits[1].score if len(inquiry.hits) > 1 else 0.0
    if inquiry.listed_by != "likely meaning" or lead < FAR_AHEAD:
        return members
    direct = facts(inquiry, bench)[:1]
    others = [member for member in members if not direct or member.keys[0] != direct[0].keys[0]]
    return [*direct, *others] if len(others) < len(members) else members


def _on_it(structure: ListOf, inquiry: Inquiry, bench: Bench) -> list[Provision]:
    """The members that are about what a question narrows the list to."""
    members = [bench.provision(structure.source_id, locator) for locator in structure.members]
    by_heading = len({member.heading_above("en") for member in members}) == len(members)
    return [member for member in members if _is_asked(member, by_heading, inquiry, bench)]


def _named(structure: ListOf, inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The members that are asked for: by their headings if each has its own, else by what they say."""
    members = [bench.provision(structure.source_id, locator) for locator in structure.members]
    by_heading = len({member.heading_above("en") for member in members}) == len(members)
    named = inquiry.listed_by == "name"
    chosen = _on_it(structure, inquiry, bench) if named else []
    some = number_asked(inquiry.rephrased, structure) if named else len(members)
    inquiry.listed_of[structure.source_id] = len(members)
    if chosen and len(chosen) < len(members):
        inquiry.list_title = "listed_on"
    else:
        chosen = members[:some]
        inquiry.list_title = "listed_some" if some < len(members) else "listed"
    if by_heading and not structure.titles and members[0].kind is not ProvisionKind.RECORD:
        return [bench.writer.heading(member, inquiry) for member in chosen]
    return [bench.writer.name(member, inquiry) for member in chosen]


def _is_asked(member: Provision, by_heading: bool, inquiry: Inquiry, bench: Bench) -> bool:
    """Tell whether a member, with all that stands under its heading, is about what a question narrows the list to."""
    topic, years = narrowing(inquiry.rephrased, bench.catalogue)
    if not topic and not years:
        return False
    table = bench.retriever.snapshot.provisions.values()
    under = [p for p in table if p.source_id == member.source_id and p.heading == member.heading]
    whole = under if by_heading else [member]
    dated = not years or any(year in _wording(p) for year in years for p in whole)
    spoken_of = not topic or any(bench.mentions.holds(p, topic, inquiry.question_language) for p in whole)
    return dated and spoken_of


def _wording(provision: Provision) -> str:
    return provision.text or provision.summaries.get("en", "")


def _list_below(inquiry: Inquiry, bench: Bench) -> ListOf | None:
    """The list whose members stand right below the provision that was found first."""
    if not inquiry.hits:
        return None
    first = inquiry.hits[0].provision
    below = re.compile(re.escape(first.locator) + r"[.(]")
    for structure in bench.catalogue.lists:
        if structure.source_id == first.source_id and all(below.match(m) for m in structure.members):
            return structure
    return None


# --- lists that one provision tells --------------------------------------------------------------------------------


def _told(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """What is found as for a fact, but with every limb of the provision that comes first."""
    points = facts(inquiry, bench)
    if not points:
        return []
    source_id, _, locator = points[0].keys[0].partition("/")
    whole = bench.writer.whole(bench.provision(source_id, locator), inquiry)
    if whole is None:
        return points
    further = [point for point in points if point.keys != whole.keys]
    return [replace(whole, group=None, lead=points[0].lead), *further[:FURTHER]]


# --- every mention of a thing --------------------------------------------------------------------------------------


def _mentions(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """Every provision that speaks of a thing: quoted if they are few, else by its place and heading."""
    by_source: dict[str, list[Provision]] = {}
    for hit in inquiry.hits:
        by_source.setdefault(hit.provision.source_id, []).append(hit.provision)
    most = max(map(len, by_source.values()))
    inquiry.list_title = "mentioned" if most <= MOST_MENTIONS else "mentioned_first"
    inquiry.listed_of = {source_id: len(found) for source_id, found in by_source.items()}
    shown = [provision for found in by_source.values() for provision in found[:MOST_MENTIONS]]
    return _quoted(shown, inquiry, bench) if len(shown) <= MOST_QUOTED else _places(shown, inquiry, bench)


def _quoted(shown: Sequence[Provision], inquiry: Inquiry, bench: Bench) -> list[Point]:
    asked = replace(inquiry, kind="fact", rephrased=inquiry.mentioned)
    return [bench.writer.points(Hit(provision, 1.0, None), asked)[0] for provision in shown]


def _places(shown: Sequence[Provision], inquiry: Inquiry, bench: Bench) -> list[Point]:
    named = bench.catalogue.titles
    return [
        bench.writer.name(provision, inquiry)
        if provision.key in named
        else replace(bench.writer.heading(provision, inquiry), support="place")
        for provision in shown
    ]
