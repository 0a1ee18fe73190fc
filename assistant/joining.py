"""Join a follow-up with the question before it to one that stands alone, by the first form that fits.

1. It speaks of "this policy": the document that the earlier question names takes its place.
2. It is the name of a list, or counts to a member of the one that was asked for: that list, or that provision.
3. It only names a document: the same question of that document.
4. It is a thing, and the question has a short topic: the same question about that thing.
5. It is in another language, or a clause of its own with a word that points back: what the conversation is about
   (`assistant.subject`), then the follow-up.
6. It begins with a preposition (in Urdu: ends with a postposition): put before the question.
7. Anything else: put behind the question, as a second one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.follow_up import OPENING, points_back
from assistant.language import detect
from assistant.lists import NARROWING, PLACE, find_list
from assistant.messages import say
from assistant.naming import named_sources
from assistant.recall import Recall, asked_list, picked
from assistant.schemas import Language
from assistant.subject import matter, subject, tells_matter
from assistant.topic import (
    MARKS,
    about,
    asked_of,
    fronted,
    name_in,
    title_in_sentence,
    with_named,
    without_sources,
)
from corpus import Catalogue, Provision, Source
from corpus.types import QuestionLanguage
from ingest.glosses import in_urdu_script

ONLY_SOURCE = re.compile(
    r"^(?:(?:in|under|for|of|to|by|from|about|on|the|a|and|what|how|is|was|does|do|say|says|it|this|that|these|same|one|version|according|policy|20\d\d"
    r"|میں|سے|کا|کی|کے|پر|بارے|مطابق|متعلق|کیا|کہتا|کہتی|کہتے|ہے|ہیں|والا|والی|والے|اس|ان|یہ|بھی|تو"
    r"|mein|main|ka|ki|ke|par|bare|baare|mutabiq|kya|kehta|kehti|hai|hain|wala|wali|wale|is|us|in|un|yeh?|bhi|to)\W*)*$",
    re.IGNORECASE,
)
"""What may stand beside the name of a source in a follow-up that only changes the source."""
THAT_MATTER = re.compile(
    r"\b(?:about|on) (?:it|this|that|these|them)\b|\bthe same\b|(?:اس|ان) (?:کے )?(?:بارے|متعلق|پر|معاملے)"
    r"|\b(?:is|us|in|un) (?:ke )?(?:bare|baare|mutaliq|par|pe)\b",
    re.IGNORECASE,
)
"""Words by which a follow-up that names a document asks for its say on the matter, not for the same fact."""
PHRASE = re.compile(
    r"^(?:for|in|by|to|with|without|from|at|under|during|among|of|on|about|if|when|where (?:it|they|the))\b(?! (?:what|which|when|whom)\b)"
    r"|\b(?:کے لی?ئ?ے|میں|سے|پر|تک|کے ساتھ|کے بغیر|کے بارے میں)$|\b(?:ke liye|k liye|mein|main|se|par|tak|ke sath|ke bare mein)$",
    re.IGNORECASE,
)
"""A phrase with its preposition or postposition, which says for whom, where or when."""
ON = re.compile(r"^(?:on|about)\s+|\s+(?:کے بارے میں|پر|ke bare mein|par)$", re.IGNORECASE)
"""What only says that a thing is the topic."""
THING = re.compile(
    r"^(?!(?:what|which|who|whom|whose|when|where|why|how|may|can|could|is|are|was|were|does|do|did|should|must|shall"
    r"|has|have|will|would|not|no|yes|anything|if|explain|tell|give|more|کیا|کون|کب|کہاں|کیوں|کیسے|کتن\w+|kya|kaun|kon|kab|kyun|kaise|kitn\w+)\b)"
    r"[\w&'’ -]{3,60}$",
    re.IGNORECASE,
)
FOR = re.compile(
    r"^for (?!(?:how|what|which|whom)\b)([\w '’-]{2,40})$|^(?!کتن|کس |کن |kitn|kis |kin )([\w '’-]{2,40}) (?:کے لی?ئ?ے|ke liye|k liye)$",
    re.IGNORECASE,
)
"""Names those of whom a follow-up asks in particular."""
MEMBER = re.compile(
    rf"^(?:(?:what is|tell me(?: more)? about|explain|on) )?(?:the )?({'|'.join(PLACE)})(?: one| wal[aei]| wali| والا| والی)?(?: (?:kya|kaun ?sa|kon ?sa) hai| کیا ہے| کون سا ہے)?$",
    re.IGNORECASE,
)
"""A follow-up that counts to a member of the list before it: "the third one?"."""
ARABIC = re.compile("[\u0600-\u06ff]")
CLAUSE = 4
"""Words from which a follow-up that points back says something of its own."""


@dataclass(frozen=True)
class Completed:
    """A question that stands alone, or has been made to."""

    text: str
    """As it is searched."""
    language: QuestionLanguage
    """Of the text."""
    own: str = ""
    """The words of the follow-up itself."""
    shown: str = ""
    """As the reader sees it, where that is not as it is searched."""
    whole: bool = True
    """A question of its own, which later follow-ups go on from."""
    before: str = ""
    """The question that a detail was put to."""
    subject: Provision | None = None
    """By which the text names what it is about."""


@dataclass(frozen=True)
class Joiner:
    """Joins follow-ups with what was asked before them."""

    language: Language
    """Of the answer."""
    catalogue: Catalogue
    recall: Recall | None
    """None where what was answered is not known."""

    def join(self, before: Completed, answer: str, question: str) -> Completed:
        """Return the follow-up as a question that stands alone.

        Args:
            before: the question before it.
            answer: to that question; empty if it is not known.
            question: the follow-up.
        """
        asked_in = detect(question)
        if before.language == "ur" and asked_in != "ur" and (written := in_urdu_script(question)):
            question, asked_in = written, "ur"
        addition = OPENING.sub("", question).strip(MARKS)
        if not addition:
            return before
        if of_document := with_named(question, before.text, asked_in, self.catalogue):
            return Completed(of_document, asked_in)
        if of_list := self._of_list(before, answer, addition, asked_in):
            return of_list
        if self._only_source(addition) and len(named_sources(before.text, self.catalogue)) < 2:
            return self._of_document(before, answer, addition, asked_in)
        if asked_in != before.language:
            return self._across(before, answer, question, asked_in)
        clause = points_back(question) and len(addition.split()) >= CLAUSE and not PHRASE.search(addition)
        if clause and (answered := self._answered(before, answer, question, asked_in)):
            return self._of_subject(before, answered, addition, asked_in)
        return self._sentence(before.text.strip(MARKS), question, asked_in)

    def _of_list(
        self, before: Completed, answer: str, addition: str, asked_in: QuestionLanguage
    ) -> Completed | None:
        """The list that a follow-up names, of the document that was asked, or the member of the earlier list that it counts to."""
        answered = self.recall.answered(before.text, before.language, answer) if self.recall else None
        if answered is None:
            return None
        counted = MEMBER.match(addition)
        listed = asked_list(before.text, answered, self.catalogue) if counted else None
        if counted and listed and (place := PLACE[counted[1].casefold()]) < len(listed.members) > 1:
            member = self.catalogue.provisions[listed.source_id][listed.members[place]]
            return Completed(self._within(member, self.catalogue.label(member, asked_in), asked_in), asked_in)
        named = named_sources(addition, self.catalogue)
        view = frozenset(named or [answered.source_id])
        if self._narrowed(before.text, view) or not find_list(addition, self.catalogue, view):
            return None
        text = ended(addition) if named else self._within(answered, addition, asked_in)
        return Completed(text, asked_in)

    def _narrowed(self, question: str, view: frozenset[str]) -> bool:
        """Tell whether a question asks for what of a list is about something; then a further name is of that."""
        return bool(NARROWING.search(question)) and find_list(question, self.catalogue, view) is not None

    def _within(self, provision: Provision, asked: str, language: QuestionLanguage) -> str:
        """A question asked of the document that a provision is of."""
        source = self.catalogue.source(provision.source_id)
        return ended(fronted(title_in_sentence(source, language, bent=False), asked, language))

    def _answered(
        self, before: Completed, answer: str, question: str, asked_in: QuestionLanguage
    ) -> Provision | None:
        """What the conversation is about: as before where the follow-up points back to that, else what was answered."""
        if self.recall is None:
            return None
        if before.subject is not None and points_back(question):
            return before.subject
        answered = self.recall.answered(before.text, before.language, answer)
        if answered is None or not tells_matter(answered):
            return None
        listed = asked_list(before.text, answered, self.catalogue)
        return (listed and picked(listed, question, self.catalogue)) or answered

    def _of_subject(
        self, before: Completed, answered: Provision, addition: str, asked_in: QuestionLanguage
    ) -> Completed:
        other = named_sources(addition, self.catalogue)
        name = (matter if other else subject)(before.text, answered, asked_in, self.catalogue)
        return Completed(ended(f"{name}: {addition}"), asked_in, addition, subject=answered)

    def _across(self, before: Completed, answer: str, question: str, asked_in: QuestionLanguage) -> Completed:
        """A follow-up in another language than the question before it."""
        addition = OPENING.sub("", question).strip(MARKS)
        answered = self._answered(before, answer, question, asked_in)
        shown = say("asked_further", self.language, before=ended(before.text), now=question.strip())
        if answered is not None:
            found = self._of_subject(before, answered, addition, asked_in)
            if not FOR.match(addition):
                return found
        text = f"{before.text.strip(MARKS)} — {addition}?"
        return Completed(text, before.language, addition, shown, whole=False, before=before.text)

    def _only_source(self, addition: str) -> bool:
        """Tell whether a follow-up does nothing but name a document."""
        rest = without_sources(addition, self.catalogue)
        return len(named_sources(addition, self.catalogue)) == 1 and bool(ONLY_SOURCE.match(rest))

    def _of_document(
        self, before: Completed, answer: str, addition: str, asked_in: QuestionLanguage
    ) -> Completed:
        """The same question of the document that a follow-up names, in the language in which it was asked."""
        source = self.catalogue.source(named_sources(addition, self.catalogue)[0])
        base = before.text.strip(MARKS)
        same_script = bool(ARABIC.search(base)) == bool(ARABIC.search(addition))
        name = name_in(addition, source) if same_script else ""
        text = ended(asked_of(base, source, name, before.language, self.catalogue))
        if asked_in == before.language:
            return Completed(text, before.language)
        answered = self._answered(before, answer, "", asked_in)
        if answered is None:
            to = source.short_title.get(self.language)
            shown = say("asked_of", self.language, before=ended(before.text), source=to)
            return Completed(text, before.language, shown=shown)
        shown = self._about(matter(base, answered, self.language, self.catalogue), source)
        if before.language != "en" and THAT_MATTER.search(addition):
            return Completed(shown, self.language)
        return Completed(text, before.language, shown=shown)

    def _about(self, name: str, source: Source) -> str:
        """The question what a document says on a matter, in the language of the answer."""
        of = title_in_sentence(source, self.language, bent=True)
        return say("asked_about", self.language, matter=name, source=of)

    def _sentence(self, base: str, question: str, asked_in: QuestionLanguage) -> Completed:
        """A question and its follow-up in one language, as one sentence or two."""
        addition = OPENING.sub("", question).strip(MARKS)
        if named := named_sources(addition, self.catalogue):
            source = self.catalogue.source(named[0])
            base = asked_of(base, source, name_in(addition, source), asked_in, self.catalogue)
        topic = ON.sub("", addition)
        named_thing = not PHRASE.search(topic) and THING.match(topic)
        if named_thing and (of_thing := about(base, topic, self.catalogue)):
            return Completed(ended(of_thing), asked_in, addition)
        second = question.strip(MARKS)
        both = f"{ended(base)} {ended(second[:1].upper() + second[1:])}"
        text = ended(fronted(addition, base, asked_in)) if PHRASE.search(addition) else both
        return Completed(text, asked_in, addition, whole=False, before=ended(base))


def ended(question: str) -> str:
    """Return a question with the mark of its script."""
    bare = question.strip(MARKS)
    return f"{bare}{'؟' if ARABIC.search(bare.rstrip(' 0123456789')[-3:]) else '?'}"
