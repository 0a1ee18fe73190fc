"""Small talk is returned, and nothing that names a subject is taken for it."""

import pytest

from assistant.finish import escape
from assistant.schemas import Question
from assistant.scope import names_it, terms_of
from assistant.small_talk import OPINION, RULING, talk
from corpus import load_catalogue


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("thanks, that was really helpful!", ["thanks"]),
        ("thanks, bye", ["thanks", "goodbye"]),
        ("How are you?", ["how_are_you"]),
        ("ok", ["noted"]),
        ("السلام علیکم، آپ کیسے ہیں؟", ["salam", "how_are_you"]),
        ("بہت شکریہ، اللہ حافظ", ["thanks", "goodbye"]),
        ("shukriya bhai bohat madad ki", ["thanks"]),
        ("hi, what about children?", []),
        ("thanks. and the draft?", []),
        ("kya ye theek hai", []),
        ("yeh kaise hai", []),
        ("یہ کیسے ہوگا", []),
        ("ok 26", []),
        ("…", []),
    ],
)
def test_talk_is_told_from_questions(text, kinds):
    assert talk(text) == kinds


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Thanks a lot!", "You are welcome."),
        ("shukriya", "خوشی ہوئی"),
        ("Is ChatGPT haram?", "No ruling of religion"),
        ("who are you", "This assistant answers questions"),
        ("السلام علیکم", "وعلیکم السلام"),
    ],
)
def test_it_is_returned_with_what_the_assistant_is_for(toy_assistant, question, begins):
    answer = toy_assistant.answer(Question(question=question))
    assert answer.status == "out_of_scope"
    assert answer.answer.startswith(begins)
    assert [answer.citations, answer.nearest, answer.statements] == [[], [], []]


def test_an_opinion_and_a_ruling_are_told_by_their_words():
    assert OPINION.search("Do you personally think AI will destroy humanity?")
    assert OPINION.search("apki raye mein policy achi hai?")
    assert not OPINION.search("What is UNESCO's opinion on women?")
    assert RULING.search("کیا چیٹ جی پی ٹی حرام ہے؟")
    assert not RULING.search("What does the draft say about religion?")


def test_what_names_a_document_or_a_term_is_on_the_subject():
    catalogue = load_catalogue()
    terms = terms_of(catalogue)
    on = ["Who heads NAIF?", "paragraph 26", "does the draft say so", "اے آئی کا جرمانہ کتنا ہے؟"]
    assert [names_it(question, catalogue, terms) for question in on] == [True] * 4
    assert not names_it("Who won the cricket final?", catalogue, terms)


def test_an_ampersand_is_escaped_only_where_it_would_be_read_as_a_character():
    assert escape("IT & Telecom, R&D") == "IT & Telecom, R&D"
    assert escape("&lt;script&#62;<b>") == "&amp;lt;script&amp;\\#62;&lt;b&gt;"
