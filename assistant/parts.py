"""A section or part of a document that a question names by its number or heading, and all that stands under it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assistant.topic import without_sources
from corpus import Catalogue, Localised, Provision
from corpus.text import fold_urdu, western_digits
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS, WORD

NAMED = re.compile(
    r"\b(?:sections?|sub-?sections?|chapters?|parts?|hiss[ae])\s*(?:no\.?|number|number)?\s*(?P<section>\d(?:\.\d+)*)(?![\d(]|\.\d|\s*\()"
    r"|(?:سیکشن|حصہ|حصے|باب)\s*(?:نمبر\s*)?(?P<section_ur>\d(?:\.\d+)*)(?![\d(]|\.\d|\s*\()"
    r"|\b(?:policy area|policy shob[ae])\s*(?:no\.?|number)?\s*(?P<area>\d{1,2})\b"
    r"|پالیسی (?:شعبہ|شعبے|ایریا)\s*(?:نمبر\s*)?(?P<area_ur>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\b(?:policy )?(?:section|sub-?section|chapter|heading|area|hiss(?:a|ay?|ey?)|baa?b)\b|(?<!\w)(?:سیکشن|حص[ہے]|باب|پالیسی (?:شعب[ہے]|ایریا))(?!\w)",
    re.IGNORECASE,
)
"""What a part is called by those who give its heading instead of its number."""
AREA = "Policy Area "
ASKING = frozenset(
    """explain explains explained describe summarise summarize summary outline contain contains content contents read show give
    list whole full entire complete text cover covers mean means all everything me us can could please about named called under
    provide provides state states regulate deal deals lay down lays set sets policy draft pakistan pakistani unesco recommendation
    likha hua bayan wazahat samjhao samjhaen samjhayen tafseel khulasa mukammal poora poori saara matn dikhao parho batayein
    want wants ask asks asked require requires recommend recommends say says do does must should member states governments
    government countries point points wala wali wale walay kon konsi kaun kaunsi hidayat hidayaat si di batayen batain batao aik ek ik kar karke gin gayi gai gaye diye sab tamam saare saari kuch hukumat hukumaton mulkon rukn mumalik
    compare compares compared comparison difference differences differ between versus vs farq muqabla muwazna mawazna darmiyan darmian aur
    موازنہ فرق مقابلہ درمیان اور کریں کرو
    ایک کر کے سب تمام کچھ گئی گئے حکومتوں حکومت ملکوں رکن ممالک والا والی والے ہدایات نکات لکھا لکھی بیان وضاحت سمجھائیں سمجھاؤ تفصیل خلاصہ مکمل پورا پوری سارا متن دکھائیں پڑھ بتائیں بتائیے بتاؤ کہتا کہتی
    کہا شامل درج پاکستان مسودے مسودہ پالیسی یونیسکو سفارش""".split()
)
"""Words that ask what a part says and nothing in particular."""


@dataclass(frozen=True)
class Part:
    """What stands under one heading of a document."""

    source_id: str
    heading: Localised
    locators: tuple[str, ...]
    """Its provisions in the order of the text; of a part that is cut into others, the first of each."""
    by_heading: frozenset[str]
    """Those that stand for a part of their own, which its heading names."""


def whole_part(question: str, catalogue: Catalogue, sources: Iterable[str]) -> Part | None:
    """The part that a question asks to be told as a whole.

    None if it names none, or a heading that several have, or asks something in particular.
    """
    text = western_digits(question)
    found = NAMED.search(text)
    if found is None:
        return _headed(text, catalogue, sources) if CALLED.search(text) else None
    rest = frozenset(telling(NAMED.sub(" ", text), catalogue))
    section, area = found["section"] or found["section_ur"], found["area"] or found["area_ur"]
    begins = f"{section} " if section else f"{AREA}{area}:"
    for source_id in sources:
        part = _part(begins, source_id, catalogue.provisions[source_id].values())
        if part is not None and len(part.locators) > 1 and _heads(part.heading.en, part.heading.ur, rest):
            return part
    return None


def _headed(text: str, catalogue: Catalogue, sources: Iterable[str]) -> Part | None:
    """The part whose heading has all words of a question that do not ask; None if several have."""
    named = frozenset(telling(CALLED.sub(" ", text), catalogue))
    found: set[tuple[str, str]] = set()
    for source_id in sources if named else ():
        for provision in catalogue.provisions[source_id].values():
            for english, urdu in zip(
                provision.heading, provision.heading_ur or provision.heading, strict=True
            ):
                if _heads(english, urdu, named):
                    found.add((source_id, english))
    areas = (
        {one for one in found if one[1].startswith(AREA)}
        if "policy" in text.casefold() or "پالیسی" in text
        else ()
    )
    if len(areas or found) != 1:
        return None
    source_id, heading = (areas or found).pop()
    part = _part(heading, source_id, catalogue.provisions[source_id].values())
    return part if part is not None and len(part.locators) > 1 else None


def telling(text: str, catalogue: Catalogue) -> list[str]:
    """The words of a text, folded, that neither ask nor name a source."""
    passed_over: Collection[str] = ALL_STOPWORDS | LATIN_STOPWORDS | ASKING
    words = map(fold_urdu, WORD.findall(without_sources(text, catalogue)))
    return [word for word in words if word not in passed_over]


def _heads(english: str, urdu: str, words: frozenset[str]) -> bool:
    """Tell whether a heading, in one of its languages, has all these words."""
    return any(words <= frozenset(map(fold_urdu, WORD.findall(heading))) for heading in (english, urdu))


def _part(begins: str, source_id: str, provisions: Iterable[Provision]) -> Part | None:
    """The provisions under the heading that begins so: its own, and the first of each part right below it."""
    heading: Localised | None = None
    locators: list[str] = []
    below: dict[str, str] = {}
    for provision in provisions:
        level = next((i for i, name in enumerate(provision.heading) if name.startswith(begins)), None)
        if level is None:
            continue
        urdu = provision.heading_ur or provision.heading
        heading = heading or Localised(en=provision.heading[level], ur=urdu[min(level, len(urdu) - 1)])
        if level == len(provision.heading) - 1:
            locators.append(provision.locator)
        elif provision.heading[level + 1] not in below:
            below[provision.heading[level + 1]] = provision.locator
            locators.append(provision.locator)
    return Part(source_id, heading, tuple(locators), frozenset(below.values())) if heading else None
