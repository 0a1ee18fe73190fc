"""Yes or no: from what a question asks about and what the most relevant span of a provision says of it.

Only clear cases get an answer; everything else stays open, and the quotation speaks for itself. What is asked
is a permission, a prohibition, a duty, binding force or a fact; the span prohibits, permits, obliges, denies or
affirms. A question that asks for the way round a rule ("without consent", "ignore the law") is answered "no"
where the span sets the rule. The words are listed for English, Urdu and Urdu in Latin letters; precision and
share of each rule on the readers' questions are measured by `benchmarks/polarity.py`. `assistant.yes_no` weighs what
the rules say against the readers' questions whose reply is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ingest.lexical import terms

Polarity = Literal["yes", "no"]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


BAN_ASKED = _any(
    r"\b(?:ban(?:ned|s)?|prohibit\w*|forbid\w*|forbidden|outlaw\w*|rule[sd]? out|off[- ]limits|illegal|wrong to|contrary to|say no to)\b",
    r"پابندی|ممنوع|منع|روکت|\bmana\b|\bpabandi\b|\bmamnoo\w*",
)
BINDING_ASKED = _any(
    r"\blegally (?:binding|obliged|required|enforceable|compulsory)\b|\bbinding (?:on|for|law|treaty|force)\b|\bobliged by law\b",
    r"\bis (?:it|the recommendation|this|the text) (?:binding|mandatory|compulsory|law)\b|\b(?:forced|have) to (?:follow|obey)\b",
    r"قانونی طور پر (?:لازم|پابند)|قانوناً (?:لازم|پابند)|\bqanoon[ia]n?\w* (?:taur|lazmi|paband)",
)
PERMISSION_ASKED = _any(
    r"^\W*(?:so |and |but )?(?:may|can|could)\b|\b(?:allowed|permitted|acceptable|okay|ok|lawful|free|fine) (?:to|for|if|that)\b",
    r"\b(?:is|are|be|that|it|this) (?:\w+ ){0,3}(?:allowed|permitted|acceptable|okay|ok|fine|compatible|in line)\b",
    r"\b(?:may|can|could) (?:we|they|a|an|the|i|it|my|our|you|people|someone)\b",
    r"سکت[اےی]|اجازت|\bجائز|\bsakt[aei]\b|\bskt[aei]\b|\bijazat\b|\bjaiz\b|\ballowed\b",
)
DUTY_ASKED = _any(
    r"\b(?:must|should|shall|have to|has to|required to|obliged to|need to|needs to|supposed to|required)\b",
    r"\b(?:لازم|ضروری)|چاہ(?:یے|ئے|ئیں|یں)|\blazmi?\b|\bzaroori\b|\bchah?i?ye\b|\bchahe?ye\b",
)
MENTION_ASKED = _any(
    r"\b(?:mention|say (?:anything|something)|cover|address|deal with|cite|list|talk about|refer to|include|recogni[sz]e|acknowledge|speak of)(?:s|es|ed)?\b",
    r"\b(?:mentioned|covered|cited|named|listed|included|addressed)\b|ذکر|شامل|\bzikr\b|\bshamil\b",
)
ROUND_THE_RULE = _any(
    r"\b(?:ignor\w+|skip\w*|without|escape|excuse|get out of|exploit\w*|refuse|secret|hid(?:e|den|ing)|force[ds]?|exempt|overrid\w+|replac\w+|violat\w+|overlook",
    r"however (?:it|they|we|he) (?:like|want)s?|no matter|alone|all by itself|by itself|regardless|exceed|further than|far more|more than"
    r"|looser|leav\w+ out|instead of|in place of|outside|against|harm\w*|subordinate|objectif\w+|degrad\w+|restrict|narrow|weaken|rely on .* to)\b",
    r"بغیر|خلاف|نظر ?انداز|زبردستی|خفیہ|چھپا|نقصان|پامال|کی جگہ|کی بجائے|\bbaghair\b|\bbagair\b|\bkhilaf\b|\bchhupa\w*|\bzabardasti\b|\bnuqsan\b|\bki jag[ae]h\b|\bki bajaye\b",
)
LIMITING = _any(
    r"\b(?:only|just|still|yet|already|enough|exactly|identical|same|separate|independent(?:ly)?|at all|definite(?:ly)?|itself|instead|free of|every|all|always|single|final)\b",
    r"\b(?:صرف|محض|اب تک|ابھی|پھر بھی|ایک ہی|حتمی|کافی|تمام|ہمیشہ)|\bsirf\b|\babhi\b|\bphir bhi\b|\bkafi\b|\bhamesha\b",
)
"""Words that make a question ask for more than the subject; affirming the subject does not answer it."""
CHOICE = _any(
    r",\s*or\b|\bor (?:is|are|does|do|did|should|must|can|may|will|has|have|only|just|merely|rather|something|whether|an?|the|by|from|to)\b",
    r"\brather than\b|(?:^|\s)یا(?!\s+نہیں\W*$)(?:\s|$)|\bya\b(?! nah\w*\W*$)",
)
ASKED_NEGATED = _any(
    r"\b(?:not|never|no|nobody|nothing|n't)\b|n't\b",
    r"(?:^|\s)(?:نہیں|نہ|مت)(?:\s|$)",
    r"\bn[ah]+i\w*\b|\bna\b",
)

NO_NEGATION = _any(
    r"\bnot (?:only|just|merely|necessarily)\b|\b(?:but )?not limited to\b|\bno (?:later|less|fewer|limit)\b|\bnot (?:less|more) than\b"
    r"|\bwithout limitation\b|\bleave[sd]? no\b|\bno (?:one|country|person)[\w ]{0,20}left behind\b",
    r"نہ صرف|ہی نہیں|محدود نہیں",
)
"""Words of negation that deny nothing."""
PROHIBITS = _any(
    r"\b(?:should|shall|must|may|can|will)\s+(?:\w+ ){0,2}?(?:not|never)\b|\bnever\b|\bprohibit\w*|\bforbid\w*|\bno (?:human|one|person|country|process\w*)\b",
    r"\bcan(?:not|'t)\b|\bnothing in (?:this|the)\b|\bnot (?:be )?(?:used|ceded|given|infringe|violate)\b|\bshall not\b",
    r"ممنوع|نہیں (?:\S+ ){0,2}(?:چاہیے|چاہییں|سکت\S)|(?:نہ|نہیں) (?:کی|کیا|دی|دیا|کرے|کریں|ہو|ہوں|بن\S*|لے|لیں)(?: جائے| جائیں| جا)?",
)
DENIES = _any(
    r"\b(?:not|no|never|none|nor|neither|nothing|without|zero)\b|n't\b",
    r"(?:^|\s)(?:نہیں|نہ|بغیر|کوئی نہیں)(?:\s|$|۔)",
)
ADVISES_AGAINST = _any(r"\bshould (?:\w+ ){0,2}?(?:not|never)\b", r"نہیں (?:\S+ ){0,2}چاہ(?:یے|ییں)")
"""Says what should not be: that is no ban, however near it comes to one."""
STATED_NOT = _any(
    r"\b(?:is|are|was|were|has|have|had|did|does)\s+(?:\w+\s+)?(?:not\b|no\b|yet to\b|never\b)",
    r"\b(?:no|neither)\s+(?:[\w()-]+\s+){1,9}(?:was|were|is|are|existed|had|has|have|nor)\b|\bshall not be\b|\bnot (?:designated|held|known|found|final)\b",
    r"نہیں (?:تھ\S+|ہے|ہیں|ہو\S*|ملا|ملی|کی گئی|کیا گیا)",
)
"""A denial as the main thing said: not a condition ("where these do not exist") and not an aside."""
PERMITS = _any(
    r"\b(?:may|can|could|permitted|allowed|free to|able to|entitled|encouraged?s?)\b",
    r"سکت[اےی]|اجازت|حوصلہ افزائی",
)
OBLIGES = _any(
    r"\b(?:should|shall|must|required|need to|needs? to|will|have a right|right of|has to|have to)\b",
    r"چاہیے|چاہییں|\b(?:لازم|ضروری)|جائے گا|جائے گی|کرے گا|کرے گی|کریں گے|ہوگا|ہوگی|ہوں گے",
)
ONLY = _any(r"\bonly\b", r"صرف")
VOLUNTARY = _any(r"\bvoluntar\w+\b|\bnot (?:legally )?binding\b", r"رضاکارانہ|رضاکار")
CONDITION = re.compile(r"\b(?:where|if|so that|in case|unless|whether|when)\b[^,;.]*", re.IGNORECASE)
CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:and|but|while|although|which|who)\b)|(?<=[.؛۔])\s")
OVERLAP, DENIED_OVERLAP = 0.2, 0.5
"""Least share of the question's content words in a clause that prohibits, or denies, before it is the answer."""


@dataclass(frozen=True)
class Case:
    """A question beside the span that is most relevant to it."""

    question: str
    span: str
    coverage: float = 1.0
    """Share of the question's term weight that the span holds."""
    subject: str = ""
    """The question in the language of the span, where that is another; only its content words count."""

    @cached_property
    def said(self) -> str:
        """The span without the words of negation that deny nothing."""
        return NO_NEGATION.sub(" ", self.span)

    @cached_property
    def negative(self) -> str:
        """The clauses of the span that prohibit or deny."""
        return " ".join(
            clause for clause in CLAUSE.split(self.said) if PROHIBITS.search(clause) or DENIES.search(clause)
        )

    @cached_property
    def in_negative(self) -> float:
        """Share of the content words of the question that stand in a negative clause."""
        asked = content_words(self.subject or self.question)
        return len(asked & content_words(self.negative)) / len(asked) if asked else 0.0

    def asks(self, *patterns: re.Pattern[str]) -> bool:
        """Tell whether the question matches any pattern."""
        return any(pattern.search(self.question) for pattern in patterns)

    @cached_property
    def limiting(self) -> bool:
        """The question asks for more than its subject, in words that the span does not have itself."""
        found = LIMITING.findall(self.question)
        return any(word.casefold() not in self.span.casefold() for word in found)

    def says(self, *patterns: re.Pattern[str]) -> bool:
        """Tell whether the span matches any pattern."""
        return any(pattern.search(self.said) for pattern in patterns)


@dataclass(frozen=True)
class Rule:
    """When a question of one sort is answered, and how. The first rule that fits decides."""

    name: str
    answer: Polarity | None
    fits: Callable[[Case], bool]
    coverage: float = 0.0
    """Least share of the question's term weight that the span must hold; below it the question stays open."""


RULES = (
    Rule("not binding", "no", lambda c: c.asks(BINDING_ASKED) and c.says(VOLUNTARY)),
    Rule("open", None, lambda c: c.asks(BINDING_ASKED, CHOICE, ASKED_NEGATED)),
    Rule(
        "ban stands",
        "yes",
        lambda c: (
            c.asks(BAN_ASKED)
            and not c.asks(ROUND_THE_RULE)
            and c.says(PROHIBITS)
            and not c.says(ADVISES_AGAINST)
        ),
    ),
    Rule("open", None, lambda c: c.asks(BAN_ASKED)),
    Rule(
        "prohibited",
        "no",
        lambda c: c.asks(PERMISSION_ASKED) and c.says(PROHIBITS) and c.in_negative >= OVERLAP,
    ),
    Rule(
        "round a rule",
        "no",
        lambda c: c.asks(PERMISSION_ASKED) and c.asks(ROUND_THE_RULE) and c.says(OBLIGES),
        0.3,
    ),
    Rule(
        "open",
        None,
        lambda c: c.asks(PERMISSION_ASKED) and (c.asks(ROUND_THE_RULE) or c.limiting or c.says(DENIES)),
    ),
    Rule(
        "permitted", "yes", lambda c: c.asks(PERMISSION_ASKED) and c.says(PERMITS) and not c.says(ONLY), 0.2
    ),
    Rule("wanted", "yes", lambda c: c.asks(PERMISSION_ASKED) and c.says(OBLIGES), 0.4),
    Rule("open", None, lambda c: c.asks(PERMISSION_ASKED)),
    Rule(
        "denied",
        "no",
        lambda c: (
            not c.asks(MENTION_ASKED, DUTY_ASKED)
            and bool(STATED_NOT.search(CONDITION.sub(" ", c.negative)))
            and c.in_negative >= DENIED_OVERLAP
        ),
    ),
    Rule("open", None, lambda c: c.asks(ROUND_THE_RULE) or c.limiting),
    Rule("obliged", "yes", lambda c: c.asks(DUTY_ASKED) and c.says(OBLIGES) and not c.says(DENIES)),
    Rule("mentioned", "yes", lambda c: c.asks(MENTION_ASKED) and not c.says(DENIES), 0.2),
    Rule("affirmed", "yes", lambda c: not c.asks(DUTY_ASKED, MENTION_ASKED) and not c.says(DENIES), 0.6),
)


def decide(case: Case) -> tuple[str, Polarity | None]:
    """The rule that decides, by name, and what it says."""
    for rule in RULES:
        if rule.fits(case) and case.coverage >= rule.coverage:
            return rule.name, rule.answer
    return "open", None


def content_words(text: str) -> frozenset[str]:
    """Content words of a text in either script, stemmed."""
    return frozenset(terms(text, "latin", skeletons=False))
