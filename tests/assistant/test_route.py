"""Kinds of question and follow-ups, told from words."""

import pytest

from assistant.inquiry import Inquiry
from assistant.language import detect
from assistant.naming import defined_term, named_sources
from assistant.rephrase import rephrase
from assistant.route import route
from assistant.schemas import AnswerStatus, Turn
from assistant.vague import ask_back


def inquiry(question, *earlier):
    history = [
        Turn(role="user" if n % 2 == 0 else "assistant", content=text) for n, text in enumerate(earlier)
    ]
    return Inquiry(question, "en", "en", history=tuple(history), rephrased=question)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("”اے آئی ایکٹرز“ سے یونیسکو کی کیا مراد ہے؟", "AI actor"),
        ("AI actors kaun hote hain", "AI actor"),
        ("سینٹر آف ایکسیلنس کا کیا مطلب ہے؟", "CoE-AI"),
        ("What is meant by the life cycle?", "life cycle"),
        ("اے آئی نظام کی شفافیت سے کیا مراد ہے؟", None),
        ("AI mein transparency ka kya matlab hai", None),
    ],
)
def test_a_defined_term_is_known_by_its_other_names(question, term, catalogue):
    found = defined_term(question, catalogue)
    assert (found.term if found else None) == term


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which principles does the Recommendation set out?", "list"),
        ("What are the four pillars?", "list"),
        ("List the national targets", "list"),
        ("What does CoE-AI stand for?", "definition"),
        ("AI actors kaun hote hain", "definition"),
        ("سوشل اسکورنگ کسے کہتے ہیں؟", "definition"),
        ("How many scholarships a year?", "number"),
        ("By when will public servants be trained?", "number"),
        ("Is the AI policy in force?", "state"),
        ("Has the policy been approved yet?", "state"),
        ("May a government score its citizens?", "yes_no"),
        ("Compare UNESCO and the draft on privacy", "comparison"),
        ("Who will audit the fund?", "duty"),
        ("Does the draft mention deepfakes?", "gap"),
        ("Is it true that the draft says “AI shall be free of every tax”?", "quotation"),
        ("privacy of patients", "fact"),
        ("کیا پالیسی نافذ ہے؟", "state"),
        ("کون کون سے اصول ہیں؟", "list"),
        ("کتنے وظائف دیے جائیں گے؟", "number"),
        ("کیا حکومت شہریوں کو اسکور کر سکتی ہے؟", "yes_no"),
        ("policy kab nafiz hui", "state"),
        ("Did the zero equity rule survive into the approved policy?", "state"),
        ("What are the eight national AI initiatives in the 2023 consultation draft?", "list"),
        ("robots and old people - what must never happen according to the values part?", "fact"),
        ("What are the six pillars of the approved national AI policy?", "list"),
        ("What came up at the UNESCO dialogue in Islamabad?", "fact"),
        ("Our hospital wants software to decide. Is that compatible with UNESCO?", "yes_no"),
        ("Was UNESCO among the reviewers of the draft?", "yes_no"),
        ("اگر نقصان ہو تو کیا یونیسکو اجازت دیتا ہے؟", "yes_no"),
        ("یونیسکو کیا کہتا ہے؟", "fact"),
        ("kya hukumat logon ko score kar sakti hai?", "yes_no"),
        ("Is it true that UNESCO says 'AI shall be free of every tax'?", "quotation"),
        ("What does UNESCO say about kids' mental health and children's data?", "fact"),
        ("یونیسکو اور مسودے کا موازنہ کریں", "comparison"),
        ("girls: what does UNESCO ask for and what did the draft offer?", "comparison"),
    ],
)
def test_kinds(question, kind, catalogue):
    asked = inquiry(question)
    route(asked, catalogue)
    assert asked.kind == kind


def test_sources_that_a_question_names(catalogue):
    assert named_sources("What does UNESCO say, and what the draft policy?", catalogue) == [
        "unesco-recommendation-2021",
        "pakistan-draft-ai-policy-2023",
    ]
    assert named_sources("What about children?", catalogue) == []


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("tell me about it", "unclear_follow_up"),
        ("what about AI?", ""),
        ("Can you explain more?", ""),
        ("and for children?", "unclear_follow_up"),
        ("what does it mean?", "unclear_follow_up"),
        ("explain it simply", "unclear_follow_up"),
        ("اے آئی کے بارے میں بتائیں", ""),
        ("اور بچوں کے لیے؟", "unclear_follow_up"),
        ("AI ke bare mein batao", ""),
        ("aur bachon ke liye?", "unclear_follow_up"),
    ],
)
def test_a_question_without_a_subject_is_asked_back(question, reason, catalogue):
    asked = inquiry(question)
    asked.question_language = detect(question)
    ask_back(asked, catalogue)
    assert (asked.status, asked.reason) == (AnswerStatus.UNCLEAR, reason)


@pytest.mark.parametrize(
    "question",
    [
        "What is explainability?",
        "What about children?",
        "privacy",
        "What does paragraph 26 say?",
        "tell me about the draft policy",
        "بچوں کے بارے میں کیا کہا گیا ہے؟",
        "bachon ke bare mein batao",
        "Is AI ethics taught in schools?",
    ],
)
def test_a_question_with_a_subject_is_not(question, catalogue):
    asked = inquiry(question)
    asked.question_language = detect(question)
    ask_back(asked, catalogue)
    assert asked.status is None


def test_a_follow_up_is_not_asked_back(catalogue):
    asked = inquiry("and for children?", "What does UNESCO say about privacy?", "An answer.")
    rephrase(asked, catalogue)
    ask_back(asked, catalogue)
    assert asked.status is None
