"""Kinds of question, follow-ups and polarity, told from words."""

import pytest

from assistant.inquiry import Inquiry
from assistant.naming import named_sources
from assistant.polarity import polarity
from assistant.rephrase import rephrase
from assistant.route import route
from assistant.schemas import Turn


def inquiry(question, *earlier):
    history = [
        Turn(role="user" if n % 2 == 0 else "assistant", content=text) for n, text in enumerate(earlier)
    ]
    return Inquiry(question, "en", "en", history=tuple(history), rephrased=question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which principles does the Recommendation set out?", "list"),
        ("What are the four pillars?", "list"),
        ("List the national targets", "list"),
        ("What does CoE-AI stand for?", "definition"),
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
    ("earlier", "question", "expected"),
    [
        (
            "What does UNESCO say about data protection?",
            "and for children?",
            "What does UNESCO say about data protection — for children?",
        ),
        ("What does UNESCO say about gender?", "what about the draft?", "What say about gender — the draft?"),
        (
            "ڈیٹا کے تحفظ پر سفارش کیا کہتی ہے؟",
            "اور بچوں کے لیے؟",
            "ڈیٹا کے تحفظ پر سفارش کیا کہتی ہے — بچوں کے لیے؟",
        ),
        (
            "Who audits the fund?",
            "What are the ten principles of UNESCO?",
            "What are the ten principles of UNESCO?",
        ),
        ("What is a sandbox?", "explain it simply", "What is a sandbox?"),
    ],
)
def test_follow_ups(earlier, question, expected, catalogue):
    asked = inquiry(question, earlier, "An answer.")
    rephrase(asked, catalogue)
    assert asked.rephrased == expected


def test_without_history_nothing_changes(catalogue):
    asked = inquiry("and for children?")
    rephrase(asked, catalogue)
    assert asked.rephrased == "and for children?"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("May a government score its citizens?", "AI should not be used for scoring people.", "no"),
        ("Is social scoring banned?", "AI should not be used for scoring people.", "yes"),
        ("Is the Recommendation legally binding?", "States apply it on a voluntary basis.", "no"),
        ("Must firms publish audits?", "Reports shall be made public.", "yes"),
        ("May firms ask for help?", "They may ask for help.", "yes"),
        ("Is the fund audited?", "The fund holds money.", None),
        ("Is social scoring banned?", "AI may help cities.", None),
    ],
)
def test_polarity(question, text, answer):
    assert polarity(question, text) == answer
