"""What kind of question it is, told from its words; each kind is answered in its own form.

The kinds: named, quotation, comparison, state, list, definition, number, yes_no, duty, gap, fact.
"""

from __future__ import annotations

import re

from assistant.form import asks_the_place
from assistant.inquiry import Inquiry
from assistant.lists import find_list
from assistant.mentions import thing_mentioned
from assistant.naming import POLICY, named_sources
from assistant.parts import whole_part
from assistant.topic import topic_of
from corpus import Catalogue

QUOTED = re.compile(r"[\"“«„]([^\"”»]{12,})[\"”»]|(?<!\w)['‘](.{12,}?)['’](?!\w)")
WORDS_OF_QUOTATION = 4
AUXILIARY = (
    r"(?:may|can|could|is|are|was|were|does|do|did|should|must|shall|has|have|had|will|would)(?:n't|n’t)?"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "comparison",
        re.compile(
            r"\bcompar|\bdiffer(?:s|ent|ence)?\b.*\b(?:from|between|than|and)\b|\bversus\b|\bvs\.?\b|\bboth (?:the|documents|texts)"
            r"|\b(?:similar|same)\b.*\bas\b|موازنہ|تقابل|کے مقابلے|میں (?:کیا )?فرق|\bmuqabl|\bmwazna|\bmawazna|\bmuwazna|\bfarq\b",
            re.IGNORECASE,
        ),
    ),
    (
        "state",
        re.compile(
            r"\b(?:in force|in effect|took effect|come into force|been approved|approved yet|been adopted yet|still a draft"
            r"|current status|status of (?:the|pakistan)|where does the (?:ai )?policy stand|become law|been implemented"
            r"|implementation status|latest version|final version|superseded|replaced)\b"
            r"|\bsurvive[ds]?\b|\b(?:kept|retained|carried over|made it) in(?:to)? the (?:approved|final|new)"
            r"|نافذ (?:ہے|ہو|العمل)|منظور ہو(?:ئی|ا|\s?چکی)|کب منظور|موجودہ حیثیت|عمل ?درآمد کی صورت|\b(?:nafiz|lagu|laagu) (?:hai|ho|hui)|\bmanzoor (?:ho|hui)|\bapprove (?:ho|hui)",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"^\s*(?:please )?(?:list|name|enumerate)\b|\b(?:list|name|give me) (?:all|every\w*|each|the|them)\b"
            r"|\ball (?:the )?(?:points|steps|items|options|details)\b|\bevery (?:point|step|option)\b|\bin (?:what|which) ways\b"
            r"|\b(?:what|which) (?:kinds?|types?|sorts?|categories) of\b|\b(?:names|examples) please\b|\bgive\b[^.?]{0,40}\bexamples\b|\bexamples (?:\w+ ){0,3}gives?\b"
            r"|\b(?:what|which) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?!years|months|days|times|per)[a-z]+s\b"
            r"|[.?!:;,] (?:what|which) (?!is\b|was\b|does\b|has\b)[a-z]{4,}(?<![sui])s\?"
            r"|^\s*who (?:are|were) (?!responsible|in charge|accountable|liable)"
            r"|\b(?:what|which) (?:are|were) (?:all )?(?:the )?(?:\w+ ){0,3}"
            r"(?:values|principles|areas|pillars|targets|initiatives|objectives|drivers|themes|sectors|challenges|functions|acronyms|definitions)\b"
            r"|\b(?:what|which) (?:\w+ ){0,2}(?:values|principles|policy areas|pillars|targets|initiatives)\b"
            r"|\bwhat all\b|\ball of (?:them|these)\b|کیا ?کیا\b|\bkya kya\b"
            r"|کون ?کون|کن کن|کس کس|کہاں کہاں|(?<!\w)کن (?!ک|سے|پر|میں)\w+|کس (?:قسم|طرح) ک|گنوا|فہرست|کون سے|(?<!\w)تمام (?:\w+ ){1,3}(?:بتا|لکھ|دیں|دکھا|درکار|چاہی)|\bkon ?kon|\bkaun ?kaun|\bfehrist"
            r"|\bkin (?!k|se\b|pa?r?\b|me\w?\b)\w+|\bkin ?kin|\bkis kis|\bkis (?:qism|kism|tarh?a?h?) k|\bk(?:au|o)n ?s[ey]y?\b|\bginwa|\bnaam (?:bata|likh|do|de)",
            re.IGNORECASE,
        ),
    ),
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|often|long|old|soon)\b|\bby when\b|^\W*(?:and )?when\b(?!.*, (?:what|which|who|how)\b)|\bwhen (?:will|did|was|were|is|are|should|must|does|do|has|had)\b|\bwhat (?:percentage|share|number|date|year|amount|deadline)\b"
            r"|\bwhich year\b|\bdeadline\b|\bpercent|کتن[اےی]|کب\b|کس سال|فیصد|تاریخ|\bkitn[aei]\b|\bkab\b|\bkitnay\b",
            re.IGNORECASE,
        ),
    ),
    (
        "definition",
        re.compile(
            r"\b(?:define|definition|meaning of|stands? for|abbreviation|acronym|full form)\b|\bwhat (?:do|does) .+ mean\b"
            r"|\bmeant by\b|تعریف|سے (?:کیا )?مراد|کا مطلب|مخفف|\bmatlab\b|\btareef\b|\bmurad\b"
            r"|کسے کہتے|کون ہوت[اےی]|\bkis[ei] kehte|\bka?u?o?n hot[aei]\b",
            re.IGNORECASE,
        ),
    ),
    (
        "duty",
        re.compile(
            r"^\s*(?:who|which (?:body|institution|ministry|authority|organi[sz]ation|agency|department))\b|\bwhose (?:job|duty|task)\b"
            r"|\bresponsible for\b|کون (?:کرے|ذمہ|سا ادارہ|سی وزارت)|کس کی ذمہ|\bkon (?:kare|sa idara)|\bkaun (?:kare|sa idara)",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"^\s*(?:what|which) (?:(?:are|were) (?:the )?)?(?:[\w’'-]+ ){0,3}?(?!does\b|is\b|was\b|has\b|this\b|its\b|says\b)"
            r"[a-z]{3,}(?<![sui])s (?!of these|of those)(?:are|were|do|does|did|must|shall|should|can|could|may|will|would|have|has|come|came"
            r"|of|for|in|on|that|which|to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "gap",
        re.compile(
            r"\b(?:does|do|is there|are there)\b.*\b(?:cover|mention|address|say (?:anything|something)|anything\b.*\b(?:on|about)|contain|include|talk about)\b"
            r"|ذکر (?:ہے|کرت|موجود|ملت)|شامل ہے|کی بات کرت|احاطہ کر(?:ت|ے)|\bzik[aei]?r\b|\bahata kart",
            re.IGNORECASE,
        ),
    ),
)
SETTLED = frozenset({"state", "gap", "comparison"})
"""Kinds that answer a yes/no question in a form of their own."""
COORDINATED = re.compile(
    r"\b(?:and|or|each|both|than|versus|aur|ya|ba-?nisbat|nisbat)\b|(?<!\w)(?:اور|یا|دونوں|نسبت)(?!\w)",
    re.IGNORECASE,
)
"""Sources that are named side by side, and not one in the name of the other ("UNESCO in Pakistan at the dialogue")."""
YES_NO = re.compile(
    rf"(?:^\W*|[.?!,;:؟۔،—-]\s+)(?:so,? |but,? |and,? |then,? |well,? |please tell me,? |is it true (?:that )?)?{AUXILIARY}\s+"
    r"(?!(?:the )?(?:following|list|steps)\b)"
    r"|(?:^\W*|[.?!,;:؟۔،—-]\s+|\bتو |\bاور )کیا\s(?!کیا|ہے|ہیں|کہ|کر|ہو|کام(?!\w)|فائد|مقصد|مطلب|وجہ|کردار|چیز|شرائط|کچھ|طریق|خوبیاں)"
    r"|(?:^\W*|[.?!,;:—-]\s+|\bto )k[iy]+a\s(?!k[iy]a|hain?\b|keh|kar|kaa?m\b|fa[iy]d|maqsad|matlab|waja|role\b|kirdar|che+z|shara|kuch|tari+q|khoobi)"
    r"|\b(?:hai|hain|he|sakt[aei]|chah?iye|gi|ga|ge) (?:ya nahi\w*|kya)\W*$|(?:یا نہیں|ہے نا)\W*$",
    re.IGNORECASE,
)
"""A question, or a clause of one, that yes or no would answer."""
ASKED_WHICH = re.compile(
    r"^\W*(?:(?:in|under|according to|for|at|by|on|from|to|of)\b[^,?]*,? )?(?:what|which|who|whom|whose|when|where|why|how)\b"
    r"|[,;:?] (?:(?:and|but) )?(?:(?:by|in|for|at|on|from|of) )?(?:what|which|who|whose|when|where|why|how)\b[^?]*\?\W*$",
    re.IGNORECASE,
)
"""The question asks for a thing, whatever clauses stand beside it."""


def route(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Set the kind of the inquiry, the sources it names and its topic. A named provision is seen later, by the retriever."""
    question = inquiry.rephrased
    named = named_sources(question, catalogue)
    inquiry.named_sources = tuple(named)
    inquiry.topic = topic_of(question, catalogue) if named else ""
    inquiry.kind, inquiry.quotation = _kind(question, named, inquiry, catalogue)
    view = named or inquiry.sources or tuple(catalogue.sources)
    inquiry.part = whole_part(question, catalogue, view) if inquiry.kind != "comparison" else None
    if inquiry.quotation is None and (thing := thing_mentioned(question, catalogue)):
        inquiry.kind, inquiry.mentioned = "list", thing


def asks_yes_no(question: str) -> bool:
    """Tell whether yes or no would answer a question."""
    return bool(YES_NO.search(question)) and not ASKED_WHICH.search(question)


def _kind(question: str, named: list[str], inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, str | None]:
    """The kind, and the quotation that is asked about. Sets the list that the words name."""
    found = QUOTED.search(question)
    quotation = (found[1] or found[2]) if found else ""
    if len(quotation.split()) >= WORDS_OF_QUOTATION:
        return "quotation", quotation
    of_policy = catalogue.has_versions(named) if named else POLICY.search(question) is not None
    kind = next(
        (kind for kind, pattern in PATTERNS if pattern.search(question) and (kind != "state" or of_policy)),
        "fact",
    )
    yes_no = asks_yes_no(question)
    together = len(named) > 1 and COORDINATED.search(question) is not None
    if kind == "comparison" and asks_the_place(question, catalogue):
        return "fact", None  # each place is shown, with nothing looked for elsewhere
    if kind == "comparison" or (together and not yes_no and kind != "state"):
        return "comparison", None
    inquiry.listed = find_list(question, catalogue, frozenset(named or inquiry.sources or catalogue.sources))
    if inquiry.listed:
        return "list", None
    return ("yes_no" if yes_no and kind not in SETTLED else kind), None
