"""Conversations: what each turn is understood as. The question that is shown is a sentence in one language."""

import re

import pytest

from assistant.inquiry import Inquiry
from assistant.language import answer_language, detect
from assistant.rephrase import rephrase
from assistant.schemas import Turn

SAME = object()
"""The turn stands alone."""
SCORES = "May a government use AI to score its citizens?"
PRIVACY = "ڈیٹا کے تحفظ کے بارے میں یونیسکو کیا کہتا ہے؟"
CONVERSATIONS = {
    "a detail goes when a document comes, and the document stays": [
        (SCORES, SAME),
        ("and for children?", "For children: may a government use AI to score its citizens?"),
        ("and the draft?", "According to the draft, may a government use AI to score its citizens?"),
        ("for companies?", "For companies: according to the draft, may a government use AI to score its citizens?"),
        ("explain it simply", "For companies: according to the draft, may a government use AI to score its citizens?"),
        ("which principles does UNESCO list?", SAME),
        ("and the draft?", "which principles does the draft list?"),
    ],
    "a short topic is replaced, and stays": [
        ("What does UNESCO say about gender?", SAME),
        ("what about the draft?", "What does the draft say about gender?"),
        ("and data protection?", "What does the draft say about data protection?"),
        ("and for children?", "For children: what does the draft say about data protection?"),
        ("and the approved policy?", "What does the approved policy say about data protection?"),
        ("What does the draft say about gender?", SAME),
        ("and what does UNESCO say about gender?", SAME),
    ],
    "a question of its own stands behind the one it follows": [
        ("Who audits the fund?", SAME),
        ("who picks its board?", "Who audits the fund? Who picks its board?"),
        ("by what year?", "Who audits the fund? By what year?"),
        ("Compare UNESCO and the draft on the oversight of large systems", SAME),
        ("is that binding?", "Compare UNESCO and the draft on the oversight of large systems? Is that binding?"),
    ],
    "short questions that stand alone": [
        (SCORES, SAME),
        ("What is explainability?", SAME),
        ("Are there any rules on drones?", SAME),
        ("Is it allowed to use AI for scoring?", SAME),
        ("Should firms tell people when they use AI?", SAME),
        ("Is this policy in force?", SAME),
        ("کیا یہ پالیسی نافذ ہو چکی ہے؟", SAME),
        ("sandbox kya hai?", SAME),
        ("وضاحت پذیری کیا ہے؟", SAME),
    ],
    "Urdu: the document bends before a postposition, a detail stands first": [
        ("یونیسکو کے مطابق بچوں کا تحفظ کیسے ہو؟", SAME),
        ("اور مسودہ؟", "مسودے کے مطابق بچوں کا تحفظ کیسے ہو؟"),
        ("یونیسکو بچوں پر کیا کہتا ہے؟", SAME),
        ("اور مسودہ؟", "مسودہ بچوں پر کیا کہتا ہے؟"),
        ("اور خواتین؟", "مسودہ خواتین پر کیا کہتا ہے؟"),
        ("اور معذور افراد کے لیے؟", "معذور افراد کے لیے، مسودہ خواتین پر کیا کہتا ہے؟"),
        ("کیا سفارش لازم ہے؟", SAME),
    ],
    "Roman Urdu is written in Urdu script where the question is": [
        (PRIVACY, SAME),
        ("aur bachon ke liye?", "بچوں کے لیے، ڈیٹا کے تحفظ کے بارے میں یونیسکو کیا کہتا ہے؟"),
        ("aur hukumat?", "حکومت کے بارے میں یونیسکو کیا کہتا ہے؟"),
        ("sandbox kya hai?", SAME),
        ("aur bachon ke liye?", "Bachon ke liye: sandbox kya hai?"),
    ],
    "two languages: the earlier question is quoted": [
        ("What does UNESCO say about gender?", SAME),
        ("اور مسودہ؟", "آپ کا پچھلا سوال “What does UNESCO say about gender?” اب اس دستاویز سے: پاکستان کی اے آئی پالیسی کا مسودہ (2023)"),
        ("آسان الفاظ میں سمجھائیں", "آپ کا پچھلا سوال “What does UNESCO say about gender?” اب اس دستاویز سے: پاکستان کی اے آئی پالیسی کا مسودہ (2023)"),
        ("What is a sandbox?", SAME),
        ("آسان الفاظ میں سمجھائیں", "آپ کا پچھلا سوال “What is a sandbox?” آسان الفاظ میں"),
        (PRIVACY, SAME),
        ("What about the draft?", f"Your earlier question, “{PRIVACY}”, now asked of: Pakistan's draft AI policy (2023)"),
        ("and for children?", "Your earlier question was “ڈیٹا کے تحفظ کے بارے میں مسودہ کیا کہتا ہے؟”; now you ask: “and for children?”"),
        ("Pakistan mein AI ko kaun sa idara dekhega?", SAME),
        ("aur draft?", "draft ke mutabiq, Pakistan mein AI ko kaun sa idara dekhega?"),
    ],
}  # fmt: skip


def turns(questions):
    return tuple(
        Turn(role=role, content=content)
        for question in questions
        for role, content in (("user", question), ("assistant", "An answer."))
    )


def understood(question, earlier, catalogue):
    language = detect(question)
    inquiry = Inquiry(question, answer_language(language), language, turns(earlier), rephrased=question)
    rephrase(inquiry, catalogue)
    return inquiry


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_conversations(name, catalogue):
    asked = [question for question, _ in CONVERSATIONS[name]]
    for place, (question, expected) in enumerate(CONVERSATIONS[name]):
        inquiry = understood(question, asked[:place], catalogue)
        shown = re.sub("[\u2068\u2069]", "", inquiry.shown or inquiry.rephrased)
        assert shown.casefold() == (question if expected is SAME else expected).casefold()


def test_two_languages_are_each_searched_in_their_own(catalogue):
    of_document = understood("اور مسودہ؟", ["What does UNESCO say about gender?"], catalogue)
    assert of_document.rephrased == "What does the draft policy say about gender?"
    assert (of_document.question_language, of_document.language) == ("en", "ur")
    further = understood("and for children?", [PRIVACY], catalogue)
    assert (further.question_language, further.follow_up) == ("ur", "for children")


def test_whom_a_follow_up_asks_of_is_named_in_the_script_of_the_answer(catalogue):
    assert understood("and for children?", ["What is a sandbox?"], catalogue).detail == "children"
    assert understood("aur bachon ke liye?", ["What is a sandbox?"], catalogue).detail == "بچوں"


def test_how_long_is_nobody_in_particular(catalogue):
    for question in ("for how many years?", "کتنے سال کے لیے؟", "kitne saal ke liye?"):
        assert understood(question, ["What is a sandbox?"], catalogue).detail == ""


def test_a_request_for_simpler_words_asks_for_plain_style(catalogue):
    asked = understood("explain it simply", ["What is a sandbox?"], catalogue)
    assert (asked.style, asked.rephrased, asked.shown) == ("plain", "What is a sandbox?", "")


def test_it_is_not_part_of_what_a_later_follow_up_completes(catalogue):
    asked = understood(
        "and in the draft?", ["What does UNESCO say about gender?", "explain it simply"], catalogue
    )
    assert asked.rephrased == "What does the draft say about gender?"


def test_without_history_nothing_changes(catalogue):
    assert understood("and for children?", [], catalogue).rephrased == "and for children?"
