"""What kind of question it is, told from its words; each kind is answered in its own form.

The kinds: named, quotation, comparison, state, list, definition, number, yes_no, duty, gap, fact.
"""

from __future__ import annotations

import re

from assistant.inquiry import Inquiry
from assistant.naming import find_list, named_sources
from corpus import Catalogue

QUOTED = re.compile(r"[\"“«„]([^\"”»]{12,})[\"”»]")
WORDS_OF_QUOTATION = 4
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
            r"|نافذ (?:ہے|ہو|العمل)|منظور ہو(?:ئی|ا|\s?چکی)|کب منظور|موجودہ حیثیت|عمل ?درآمد کی صورت|\b(?:nafiz|lagu|laagu) (?:hai|ho|hui)|\bmanzoor (?:ho|hui)|\bapprove (?:ho|hui)",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"^\s*(?:please )?(?:list|name|enumerate)\b"
            r"|\b(?:what|which) (?:are|were) (?:all )?(?:the )?(?:\w+ ){0,3}"
            r"(?:values|principles|areas|pillars|targets|initiatives|objectives|drivers|themes|sectors|challenges|functions|acronyms|definitions)\b"
            r"|\b(?:what|which) (?:\w+ ){0,2}(?:values|principles|policy areas|pillars|targets|initiatives)\b"
            r"|کون ?کون سے|کون کون سی|فہرست|کون سے (?:اصول|ستون|اہداف|اقدار)|\bkon ?kon|\bkaun ?kaun|\bfehrist",
            re.IGNORECASE,
        ),
    ),
    (
        "number",
        re.compile(
            r"\bhow (?:many|much|often|long|old|soon)\b|\bby when\b|\bwhen\b|\bwhat (?:percentage|share|number|date|year|amount|deadline)\b"
            r"|\bwhich year\b|\bdeadline\b|\bpercent|کتن[اےی]|کب\b|کس سال|فیصد|تاریخ|\bkitn[aei]\b|\bkab\b|\bkitnay\b",
            re.IGNORECASE,
        ),
    ),
    (
        "definition",
        re.compile(
            r"\b(?:define|definition|meaning of|stands? for|abbreviation|acronym|full form)\b|\bwhat (?:do|does) .+ mean\b"
            r"|\bmeant by\b|تعریف|سے (?:کیا )?مراد|کا مطلب|مخفف|\bmatlab\b|\btareef\b|\bmurad\b",
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
        "gap",
        re.compile(
            r"\b(?:does|do|is there|are there)\b.*\b(?:cover|mention|address|say (?:anything|something)|anything (?:on|about)|contain|include|talk about)\b"
            r"|ذکر (?:ہے|کرت|موجود|ملت)|شامل ہے|\bzikr\b",
            re.IGNORECASE,
        ),
    ),
    (
        "yes_no",
        re.compile(
            r"^\s*(?:so,? |but,? |and,? |is it true |well,? )?(?:may|can|could|is|are|was|were|does|do|did|should|must|shall|has|have|had|will|would)\b"
            r"|[,;:] (?:may|can|could|is|are|does|do|should|must|shall|has|have|will|would) (?:we|it|they|the|a|an|i|this|that|he|she)\b"
            r"|^\s*(?:کیا)\s|^\s*(?:kya|kia)\s",
            re.IGNORECASE,
        ),
    ),
)


def route(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Set the kind of the inquiry. A named provision is seen later, by the retriever."""
    question = inquiry.rephrased
    quotation = QUOTED.search(question)
    if quotation and len(quotation[1].split()) >= WORDS_OF_QUOTATION:
        inquiry.kind, inquiry.quotation = "quotation", quotation[1]
        return
    named = named_sources(question, catalogue)
    inquiry.named_sources = tuple(named)
    if len(named) > 1:
        inquiry.kind = "comparison"
        return
    view = frozenset(named or inquiry.sources or catalogue.sources)
    if find_list(question, catalogue, view):
        inquiry.kind = "list"
        return
    inquiry.kind = next((kind for kind, pattern in PATTERNS if pattern.search(question)), "fact")
