"""Lists that a document makes by its headings: which one a question asks for, how much of it, and narrowed to what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.naming import WORD, named_sources
from assistant.topic import topic_of, without_sources
from corpus import Catalogue, ListOf, ProvisionKind
from corpus.text import fold_urdu, western_digits
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS

ALL_ASKED = (
    r"^\s*(?:please )?(?:list|name|enumerate|give me)\b|\ball\b|\b(?:every|each)\b|\bi (?:need|want)\b"
    r"|\b(?:could|can|would|will) you (?:please )?(?:name|list|give|tell|enumerate)\b|\b(?:complete|full) list\b"
    r"|\bonly (?:those|the ones)\b|صرف و[ہہ](?!\w)|\bsirf wo\w*"
    r"|فہرست|\bfehrist|\bnaam\b|\blist\b|گنوا|\bginwa"
)
"""Words that ask for a list, and for all of it."""
LIST_ASKED = re.compile(
    rf"{ALL_ASKED}|\b(?:what|which|names?|tell me)\b|\bwho (?:are|were|sits?|spoke|reviewed|attended)\b|\bwhere (?:are|will|would|is)\b|\bhow many\b|کتن[ےی]|\bkitn[aei]y?\b"
    r"|کون ?کون|کون س[اےی]|(?<!\w)جن (?=.*کون)|کیا (?:کیا )?(?:ہیں|تھے|تھیں|ہوں)|کس کس|کہاں کہاں|\bنام\b|بتائ|بتا د|(?<!\w)کن(?!\w)|\bkon ?(?:kon|se|si)|\bkaun|\bkya (?:kya )?(?:hain|thay|the|thi)\b"
    r"|\bkin\b|\bkis kis\b|\bbata(?:o|ye|ein|en| d)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\bhow many\b|کتن[ےی]|\bkitn[aei]\b", re.IGNORECASE)
VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|how|why|when|who|where)\b"
    r"|\b(?:ہے|ہیں|تھ[اےی]|کیسے|کیوں|کب)|\b(?:hain?|th[ai]|kaise|kyun?|kab)\b",
    re.IGNORECASE,
)
"""What a bare name of a list ("pillars of the draft policy?") does not hold."""
WHOLE = re.compile(
    rf"{ALL_ASKED}|(?<!\w)(?:تمام|سار[ےی]|سب)(?!\w)|\b(?:sa+r[aei]y?|sab|tama+m)\b", re.IGNORECASE
)
"""Words that ask for a list as a whole."""
MOST_ELSE = 2
"""More words than these beside the list's name, and nothing that asks for the whole: it is asked which of the list."""
ASKING_WORDS = (
    ALL_STOPWORDS
    | LATIN_STOPWORDS
    | frozenset(
        """list name give enumerate me all complete full please show set out there make made ai national document text
        unesco recommendation draft policy pakistan called named فہرست نام بتائیں بتا دیں گنوائیں سب تمام مکمل یونیسکو سفارش
        مسودے پالیسی do dein de batao batayen bata sab tamam naam fehrist kiye gaye gaey gayi konse konsi kaunse kaunsi si""".split()
    )
)
FAR = 6
"""More words than this between what asks for a list and the list's name: the question asks for something else."""
COUNTS = {
    word: number
    for number, words in enumerate(
        "one ایک aik|two دو|three تین teen|four چار چاروں char chaar|five پانچ panch paanch|six چھ chay|seven سات saat"
        "|eight آٹھ aath|nine نو|ten دس das|eleven گیارہ gyarah|twelve بارہ|thirteen تیرہ|fourteen چودہ|fifteen پندرہ".split(
            "|"
        ),
        1,
    )
    for word in words.split()
}
NUMBER = rf"(\d{{1,2}}|{'|'.join(COUNTS)})"
SOME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:any|name|list|give|mention|tell|pick|state|just|only|koi|sirf)(?: me| any| just| only| se| si| bhi)? {NUMBER}\b",
        rf"(?:کوئی|صرف)(?: سے| سی| بھی)? {NUMBER}(?!\w)",
        rf"\b{NUMBER} (?:of|examples?|misal\w*)\b|میں سے {NUMBER}(?!\w)",
    )
)
"""Only so many of a list are asked for."""
EACH = frozenset({"every", "each"})
NARROWING = re.compile(
    r"\b(?:mention\w*|about|on|regarding|concern\w*|deal\w* with|relat\w* to|cover\w*|speak\w* of|address\w*|touch\w* on"
    r"|for)\s+(?P<after>[^?.!]{3,60}?)\W*$"
    r"|(?:^|،\s|میں\s)(?P<urdu>[^؟،]{2,40}?)\s+(?:سے متعلق|کے لی?ئ?ے|کا ذکر)(?!\w)"
    r"|(?:^|, |\bme?i?n )(?P<roman>[\w ]{2,40}?) (?:se mutal\w+|ke liye|k liye|ke bare|ka zikr)\b",
    re.IGNORECASE,
)
"""What the members of a list are to be about."""
PURPOSE = re.compile(
    r"^(?:(?:my|our|a|an|the|meri|mere|ek|aik)\s+)?(?:\w+\s+)?(?:report|assignment|summary|slide|brief(?:ing)?|note|exam|paper|story|article|column|presentation"
    r"|file|class|debate|homework|khabar|imtihan)s?$|(?:رپورٹ|مضمون|خبر|امتحان|سمری|نوٹ|فائل|بریفنگ|تقریر|کالم)$",
    re.IGNORECASE,
)
"""What a list is asked for, and not what it is about: "for a report"."""
NAMED = re.compile(r"\(((?![IVX]+\)|\d)[^()]{2,})\)$")
"""The name that is the end of a locator: PDPA in 7(PDPA)."""
YEAR = re.compile(r"\b20\d\d\b")
NOT_MEANT = re.compile(r"\((?:not [^()]*|[^()]* (?:nahi|نہیں))\)", re.IGNORECASE)
"""What a question says that it does not ask for: "the values (not the principles)"."""
JUST_ONE = re.compile(
    r"\b(?:which|what|any|just|only) one\b|(?<!\w)(?:کس|کون سا|صرف|کوئی) ایک(?! ایک)|\b(?:kis|sirf|koi) (?:aik|ek|ik)\b",
    re.IGNORECASE,
)
"""A one that is a number of members; any other ("one slide", "every one") is none."""
ORDINALS = (
    "first پہلا پہلی pehla pehli",
    "second دوسرا دوسری dusra doosra dosra dusri",
    "third تیسرا تیسری teesra tisra teesri",
    "fourth چوتھا چوتھی chotha chautha chothi",
    "fifth پانچواں پانچویں panchwan panchwa",
    "sixth چھٹا چھٹی chhata chatha",
    "seventh ساتواں ساتویں satwan",
    "eighth آٹھواں آٹھویں athwan",
    "ninth نواں نویں nawan",
    "tenth دسواں دسویں daswan",
)
PLACE = {word: place for place, words in enumerate(ORDINALS) for word in words.split()}
"""Words that count -> place of a member of a list, from 0."""
PLURALS = {
    "ہدف": "اہداف",
    "قدر": "اقدار",
    "شعبہ": "شعبے",
    "چیلنج": "چیلنجز",
    "hadaf": "ahdaf",
    "qadr": "aqdar",
    "usool": "usool",
    "sutoon": "sutoon",
}
"""As lists are named; other words take an s in English and stay in Urdu."""
A_MEMBER = (
    r"(?:pillar|driver|value|principle|target|challenge|area|initiative|sector|sutoon|usool|qadr|hadaf)"
)
MEMBER = re.compile(
    rf"\bwhich (?:\w+ )?{A_MEMBER}\b|\b{A_MEMBER} (?:kis|about)\b"
    r"|\bwhich of [^?]{3,50}? (?:is|was|does|has|says|speaks|looks|talks|called|covers)\b"
    rf"|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{{1,2}}(?:st|nd|rd|th)) (?:of (?:\S+ ){{0,3}}?{A_MEMBER}s|(?:\S+ ){{0,2}}?{A_MEMBER})\b"
    rf"|\b(?:pe?hla|pehli|d[uo]o?sr[ai]|te?e?sr[ai]|cha?u?o?th[ai]|pan?chw[ai]n?) {A_MEMBER}\b"
    r"|(?:پہل[ایے]|دوسر[ایے]|تیسر[ایے]|چوتھ[ایے]|کس|والا) (?:ستون|قدر|اصول|ہدف|شعب[ہے]|چیلنج)(?!\w)|(?:ستون|قدر|اصول|ہدف|چیلنج) کس(?! کس)",
    re.IGNORECASE,
)
"""One member that is asked for, by its place in the list or by what it is about."""
COUNTED_TO = re.compile(
    rf"(?<!\w)(?P<place>{'|'.join(PLACE)}) (?:(?:national|policy|ai) )?(?P<kind>{A_MEMBER}|ستون|قدر|اصول|ہدف|شعب[ہے]|چیلنج)(?!\w)",
    re.IGNORECASE,
)
"""A member by its place in a list: "the fourth pillar"."""
OBJECT = re.compile(r"\b(?:what|which) (?P<asked>\w+) (?:do|does|did)\b", re.IGNORECASE)
"""The one word that is asked for: the qualities in "what qualities do the targets have"."""


@dataclass(frozen=True)
class Numbers:
    """Numbers up to 99 in a question."""

    given: frozenset[int]
    some: int
    """The one that asks for only so many of a list; 0 if none does."""


@dataclass(frozen=True)
class Asked:
    """What a question for a list is made of."""

    words: Sequence[str]
    at: Mapping[str, int]
    """Where each word stands first."""
    asking: Sequence[int]
    """Where words stand that ask for a list."""
    counted: Sequence[int]
    """Where that begins of which the number is asked."""
    numbers: Numbers
    named: frozenset[str]
    """Sources that the question names."""
    objects: frozenset[str]
    """The one word after "what" or "which", if there is but one."""
    whole: bool
    narrowed: bool
    one: bool
    """One of its members is asked for."""


def find_list(question: str, catalogue: Catalogue, sources: frozenset[str]) -> ListOf | None:
    """The list that a question asks for: the one of which most words are named, nearest to what asks; or None.

    The words that ask and the words that name must be near each other, and a number that the question gives
    must be that of the members, or ask for some of them: "the six pillars" are not the four of the draft. A list with
    one member is one that a single provision tells.
    """
    asked = _read(question, catalogue)
    best: tuple[tuple[int, int], ListOf | None] = ((0, 0), None)
    for structure in _latest_first(catalogue):
        if structure.source_id not in (sources & asked.named if structure.if_named else sources):
            continue
        if not _number_asked(asked.numbers, structure):
            continue
        for words in map(str.split, structure.names):
            if not asked.at.keys() >= set(words):
                continue
            places = [asked.at[word] for word in words]
            far = min((abs(place - start) for place in places for start in asked.asking), default=FAR + 1)
            if (len(words), -far) > best[0] and _is_meant(asked, structure, places, far, catalogue):
                best = ((len(words), -far), structure)
    return best[1]


def member_counted_to(question: str, catalogue: Catalogue, sources: frozenset[str]) -> str | None:
    """Key of the member of a list that a question counts to: "the fourth pillar of the draft"; None if it counts to none."""
    counted = COUNTED_TO.search(question)
    if counted is None:
        return None
    place, kind = PLACE[counted["place"].casefold()], counted["kind"].casefold()
    plural = PLURALS.get(kind, f"{kind}s" if kind.isascii() else kind)
    asked = f"list {question[: counted.start()]}{plural}{question[counted.end() :]}"
    while structure := find_list(asked, catalogue, sources):
        if place < len(structure.members) > 1:
            return f"{structure.source_id}/{structure.members[place]}"
        sources -= {structure.source_id}
    return None


def _latest_first(catalogue: Catalogue) -> list[ListOf]:
    """The lists of all sources; those of a source that another one supersedes come last."""
    earlier = {old for source in catalogue.sources.values() for old in source.supersedes}
    return sorted(catalogue.lists, key=lambda structure: structure.source_id in earlier)


def _read(question: str, catalogue: Catalogue) -> Asked:
    question = NOT_MEANT.sub(" ", question)
    words = _words(question)
    asking = [len(WORD.findall(question[: match.start()])) for match in LIST_ASKED.finditer(question)]
    return Asked(
        words,
        {word: place for place, word in reversed(list(enumerate(words)))},
        asking if asking or VERB.search(question) else [0],
        [len(WORD.findall(question[: match.end()])) for match in COUNTED.finditer(question)],
        _numbers(question),
        frozenset(named_sources(question, catalogue)),
        frozenset(found["asked"].casefold() for found in OBJECT.finditer(question)),
        WHOLE.search(question) is not None,
        NARROWING.search(question) is not None,
        MEMBER.search(question) is not None,
    )


def _is_meant(asked: Asked, structure: ListOf, places: Sequence[int], far: int, catalogue: Catalogue) -> bool:
    """Tell whether a list whose name is in a question is what the question asks for, or asks the number of."""
    if _names_member(asked.words, structure) or (asked.one and len(structure.members) > 1):
        return False
    if asked.counted and not _counts(asked, structure, min(places), catalogue):
        return False
    if asked.objects - _own(structure, catalogue):
        return False
    return far <= FAR and (
        asked.whole
        or _besides(asked.words, structure, catalogue) <= MOST_ELSE
        or (not asked.narrowed and _directly(asked, places, structure, catalogue))
    )


def number_asked(question: str, structure: ListOf) -> int:
    """How many members of a list a question asks for; 0 if the number that it gives is not that of this list."""
    return _number_asked(_numbers(question), structure)


def _number_asked(numbers: Numbers, structure: ListOf) -> int:
    size, some = len(structure.members), numbers.some
    if some and some < size and numbers.given <= {some, size}:
        return some
    return size if size == 1 or not numbers.given or size in numbers.given else 0


def _numbers(question: str) -> Numbers:
    text = western_digits(question)
    words = WORD.findall(fold_urdu(text))
    given = {COUNTS[word] for word in words if word in COUNTS}
    given |= {int(word) for word in words if word.isdigit() and len(word) < 3}
    if not JUST_ONE.search(text):
        given.discard(1)
    found = next((match for pattern in SOME if (match := pattern.search(text))), None)
    word = next((group for group in found.groups() if group), "").casefold() if found else ""
    return Numbers(frozenset(given), int(word) if word.isdigit() else COUNTS.get(word, 0))


def narrowing(question: str, catalogue: Catalogue) -> tuple[str, frozenset[str]]:
    """What the members of a list that is asked for are to be about, and the years they are to name; either may be empty."""
    text = without_sources(question, catalogue)
    found = NARROWING.search(text)
    topic = next((part for part in found.groups() if part), "") if found else topic_of(question, catalogue)
    own = {catalogue.source(source_id).date[:4] for source_id in named_sources(question, catalogue)}
    years = frozenset(YEAR.findall(western_digits(text))) - own
    return "" if PURPOSE.search(topic.strip()) else topic.strip(), years


def _words(question: str) -> list[str]:
    """The words of a question, folded; what is asked for one by one ("every target") in the plural, as lists are named."""
    words = WORD.findall(fold_urdu(question).replace("'s", ""))
    return [
        f"{word}s" if before in EACH and not word.endswith("s") else word
        for before, word in zip(["", *words], words, strict=False)
    ]


def _own(structure: ListOf, catalogue: Catalogue) -> frozenset[str]:
    """Words that name a list or its source, or ask."""
    source = catalogue.source(structure.source_id)
    return _words_of((*structure.names, *source.aliases)) | ASKING_WORDS | COUNTS.keys()


@lru_cache(maxsize=256)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in fold_urdu(name).split())


def _names_member(asked: Sequence[str], structure: ListOf) -> bool:
    """Tell whether one member is asked for by its name: "what does PDPA stand for in the list of acronyms"."""
    return any((name := NAMED.search(m)) and name[1].casefold() in asked for m in structure.members)


def _counts(asked: Asked, structure: ListOf, place: int, catalogue: Catalogue) -> bool:
    """Tell whether the number that is asked for is that of a list's members: "how many national targets"."""
    kinds = {catalogue.provisions[structure.source_id][member].kind for member in structure.members}
    if len(structure.members) == 1 and kinds != {ProvisionKind.RECORD}:
        return False
    own = _own(structure, catalogue)
    between = (
        asked.words[end:place] if end <= place else asked.words[place + 1 : end - 1] for end in asked.counted
    )
    return any(all(word in own for word in words) for words in between)


def _besides(asked: Sequence[str], structure: ListOf, catalogue: Catalogue) -> int:
    """Count the words that neither name the list nor its source, nor ask."""
    own = _own(structure, catalogue)
    return sum(word not in own and not word.isdigit() for word in asked)


def _directly(asked: Asked, places: Sequence[int], structure: ListOf, catalogue: Catalogue) -> bool:
    """Tell whether the list's name stands at what asks, and on its other side the document.

    "Which targets does the draft …"; in Urdu the order is the other one: "draft ke targets kaun se hain".
    """
    own = _own(structure, catalogue)
    first, last, words = min(places), max(places), asked.words
    begun = any(start < first and all(word in own for word in words[start:first]) for start in asked.asking)
    ended = last < max(asked.asking, default=0) and all(word in own for word in words[last + 1 :])
    after = next((word for word in words[last + 1 :] if word not in ALL_STOPWORDS), "")
    before = next((word for word in reversed(words[:first]) if word not in ALL_STOPWORDS), "")
    return (begun and after in {*own, ""}) or (ended and (before in {*own, ""} or before.isdigit()))
