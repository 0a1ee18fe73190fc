"""Each kind of question in its own form, short, whole and without repetition; both states, toy encoders."""

import re

import pytest

from assistant.composition.wording import quoted, sentences_of, standing, words
from assistant.evaluation.checker import AnswerChecker
from assistant.inquiry import Inquiry
from assistant.schemas import CITING, Answer, AnswerStatus, Question, Turn
from assistant.verify import violations
from corpus import Provision

U, P, A = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023", "pakistan-ai-policy-2025"
FORBIDS = "should not be used for social scoring"


def ask(assistant, question, *earlier, **fields):
    history = [Turn(role="user", content=text) for text in earlier]
    answer = assistant.answer(Question(question=question, history=history, **fields))
    assert violations(answer, assistant.snapshot.provisions) == []
    report = AnswerChecker(assistant.snapshot.provisions, assistant.catalogue).check(
        answer.model_dump(mode="json")
    )
    assert report.clean, report.faults
    return answer


# --- wording -----------------------------------------------------------------------------------------------------


def test_sentences_give_the_summary_back(catalogue):
    for table in catalogue.provisions.values():
        for provision in table.values():
            for summary in provision.summaries.values():
                assert " ".join(sentences_of(summary)) == summary


@pytest.mark.parametrize(
    ("pieces", "place", "shown"),
    [
        (["A is so.", "B is so."], 1, range(1, 2)),
        (["A is so.", "Such cases are rare."], 1, range(0, 2)),
        (["A is so.", "This holds.", "These too."], 2, range(0, 3)),
        (["A is allowed.", "However, not at night.", "B is so."], 0, range(0, 2)),
        (["A is allowed.", "However, not at night.", "B is so."], 1, range(0, 2)),
        (["A is allowed.", "Unless it rains."], 0, range(0, 2)),
        (["الف درست ہے۔", "تاہم رات کو نہیں۔"], 0, range(0, 2)),
        (["الف درست ہے۔", "اس میں سب شامل ہیں۔"], 1, range(0, 2)),
        (["Its aim is A."], 0, range(0, 1)),
    ],
)
def test_a_piece_is_shown_with_what_it_leans_on(pieces, place, shown):
    assert standing(pieces, place) == shown


def test_cells_of_a_table_are_quoted_apart_and_the_name_of_the_row_is_left_out():
    row = {"area": "Skills", "now": "Few are trained.", "target": "Train all.", "by": "By 2030"}
    provision = Provision(
        source_id="s", locator="1", kind="target", section="a", heading=("Targets",), rows=(row,),
        text="Skills\nFew are trained.\nTrain all.\nBy 2030",
    )  # fmt: skip
    assert quoted(provision, ["Skills\nFew are trained."]) == "“Few are trained.”"
    assert quoted(provision, ["Train all.\nBy 2030"]) == "“Train all.” … “By 2030”"


# --- forms -------------------------------------------------------------------------------------------------------


def test_a_list_is_complete_and_says_how_long_it_is(toy_assistant):
    answer = ask(toy_assistant, "Which principles does the UNESCO Recommendation set out?")
    assert [c.locator for c in answer.citations] == "25 27 28 31 32 35 37 42 44 46".split()
    assert "10, in the order of the text" in answer.answer


def test_a_list_of_another_length_is_another_list(toy_assistant):
    answer = ask(toy_assistant, "What are the six pillars of the approved national AI policy?")
    assert P not in {c.source_id for c in answer.citations if c.locator.startswith("3.4.1")}


def test_a_comparison_has_both_sides_or_says_which_is_missing(toy_assistant):
    answer = ask(toy_assistant, "Compare UNESCO and the draft policy on data protection")
    assert answer.kind == "comparison"
    assert {c.source_id for c in answer.citations} >= {U, P} or "no matching provision" in answer.answer


def test_the_state_is_told_in_the_order_of_time_and_whole(toy_assistant):
    answer = ask(toy_assistant, "Is the AI policy in force?")
    assert answer.citations[0].locator == "5"
    assert {c.locator for c in answer.citations} == {"5", "6", "14", "18"}


def test_a_definition_comes_from_the_provision_that_defines(toy_assistant):
    question = "What is the meaning of Ethical Impact Assessment?"
    inquiry = Inquiry(question, "en", "en", rephrased=question, kind="definition")
    inquiry.hits = toy_assistant.retriever.search("audits of the fund")
    toy_assistant.composer.compose(inquiry)
    assert inquiry.points[0].keys == (f"{U}/50",)


def test_a_refusal_says_what_was_searched_and_names_what_is_nearest_once(toy_assistant):
    answer = ask(toy_assistant, "What fine does the Recommendation set for social scoring?")
    assert answer.status == AnswerStatus.NO_PROVISION
    assert "UNESCO Recommendation" in answer.answer
    assert answer.nearest
    assert answer.nearest[0].label not in answer.answer


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [("tell me about it", "en", "?"), ("اے آئی کے بارے میں بتائیں", "ur", "؟")],
)
def test_a_vague_question_is_asked_back_in_its_language(toy_assistant, question, language, asked):
    answer = ask(toy_assistant, question)
    assert (answer.status, answer.language) == (AnswerStatus.UNCLEAR, language)
    assert asked in answer.answer
    assert answer.citations == []


def test_the_language_of_the_answer_is_a_choice_of_its_own(toy_assistant):
    answer = ask(toy_assistant, "What does paragraph 26 say?", language="ur")
    assert answer.language == "ur"
    assert answer.statements[0].text.endswith(toy_assistant.snapshot.provisions[f"{U}/26"].summaries["ur"])


def test_roman_urdu_is_answered_in_urdu(toy_assistant):
    answer = ask(toy_assistant, "paragraph 26 mein kya likha hai?")
    assert answer.language == "ur"


def test_an_answer_goes_through_json_unchanged(toy_assistant):
    answer = ask(toy_assistant, "What does paragraph 26 say?")
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    assert answer.corpus.snapshot == toy_assistant.snapshot.id
    assert set(answer.timings_ms) >= {"retrieve", "compose", "verify", "finish", "total"}


def test_a_follow_up_in_simpler_words_answers_the_same_question_in_ours(toy_assistant):
    answer = ask(toy_assistant, "explain it simply", "What does paragraph 26 say?")
    assert answer.rephrased == "What does paragraph 26 say?"
    assert answer.citations[0].locator == "26"


def test_summaries_are_shortened_to_whole_sentences(toy_assistant):
    for question in ("May AI score people?", "Who is responsible for harm?", "data protection of patients"):
        answer = ask(toy_assistant, question)
        if answer.status in CITING and answer.kind != "list":
            assert words(answer.answer) <= 200


@pytest.mark.official
class TestWithTheOfficialTexts:
    def test_a_named_provision_is_quoted_in_order_and_named_once(self, toy_official_assistant):
        answer = ask(toy_official_assistant, "What does paragraph 68 say?")
        text = " ".join(toy_official_assistant.snapshot.provisions[f"{U}/68"].text.split())
        places = [text.index(piece) for piece in re.findall(r"“([^”]+)”", answer.answer)]
        assert places == sorted(places)
        assert answer.answer.casefold().count("paragraph 68") == 1

    def test_formal_quotes_and_plain_says_it_in_our_words(self, toy_official_assistant):
        formal = ask(toy_official_assistant, "What does paragraph 26 say?")
        plain = ask(toy_official_assistant, "What does paragraph 26 say?", style="plain")
        assert formal.statements[0].support == "quotation"
        assert "paragraph 26" in formal.statements[0].text
        assert plain.statements[0].support == "summary"
        assert plain.citations[0].quote

    def test_a_true_quotation(self, toy_official_assistant):
        answer = ask(toy_official_assistant, f"Is it true that UNESCO says “{FORBIDS}”?")
        assert (answer.kind, answer.polarity) == ("quotation", "yes")
        assert answer.answer.startswith("Yes, word for word.")

    @pytest.mark.parametrize("language", ["en", "ur"])
    def test_an_altered_quotation_is_told_with_its_difference(self, toy_official_assistant, language):
        altered = FORBIDS.replace("should not", "may")
        answer = ask(toy_official_assistant, f"Does UNESCO really say “{altered}”?", language=language)
        assert answer.polarity == "no"
        assert answer.citations[0].locator == "26"
        assert "“should not”" in answer.answer
        assert "“may”" in answer.answer

    def test_a_quotation_from_elsewhere(self, toy_official_assistant):
        answer = ask(toy_official_assistant, f"Does the draft policy say “{FORBIDS}”?")
        assert answer.polarity is None
        assert answer.answer.startswith("The words are exact, but")


def test_a_quotation_cannot_be_checked_without_the_text(toy_assistant):
    answer = ask(toy_assistant, f"Is it true that UNESCO says “{FORBIDS}”?")
    assert answer.status in {AnswerStatus.PARTIAL, AnswerStatus.NO_PROVISION}
    assert answer.polarity is None


def test_a_quotation_of_a_text_not_held_leads_to_the_provision_found_first(toy_assistant):
    """A summary shares few words with the text, so nearness of words is no guide to it."""
    answer = ask(
        toy_assistant, 'Does paragraph 26 really say "machines must never rank the people of a town"?'
    )
    assert answer.status is AnswerStatus.PARTIAL
    assert answer.citations[0].locator == "26"
