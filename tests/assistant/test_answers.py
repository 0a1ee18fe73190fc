"""The product as its users meet it: both real encoders, with and without the official files."""

import json
from pathlib import Path

import pytest

from assistant.retrieval import ProvisionRetriever
from assistant.schemas import CITING, AnswerStatus, Question, Turn
from assistant.verify import stands_in, violations

GOLD = Path(__file__).parents[1] / "gold"
U, P, D = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023", "unesco-pakistan-dialogue-2025"


def ask(assistant, question, **fields):
    answer = assistant.answer(Question(question=question, **fields))
    assert violations(answer, assistant.snapshot.provisions) == []
    return answer


def dev_questions():
    for name in ("english", "urdu", "roman_urdu", "unanswerable"):
        for line in (GOLD / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            if row["split"] == "dev":
                yield row["question"]


@pytest.mark.official
class TestOfficialState:
    def test_scoring_citizens_leads_to_paragraph_26_on_page_7(self, official_assistant):
        answer = ask(official_assistant, "May a government use AI to score its citizens?")
        first = answer.citations[0]
        assert (first.source_id, first.locator, first.page) == (U, "26", 7)
        assert answer.polarity == "no"
        text = official_assistant.snapshot.provisions[f"{U}/26"].text
        assert first.quote is not None
        assert stands_in(first.quote, text)
        assert "not be used for social scoring" in first.quote

    @pytest.mark.parametrize(
        ("question", "locator"),
        [
            ("Does UNESCO ban social scoring outright?", "26"),
            ("Is social scoring allowed under the Recommendation?", "26"),
            ("Does the Recommendation completely forbid mass surveillance?", "26"),
        ],
    )
    def test_whether_a_thing_is_forbidden_leads_to_what_speaks_against_it(
        self, official_assistant, question, locator
    ):
        answer = ask(official_assistant, question)
        assert answer.status == AnswerStatus.ANSWERED
        assert answer.citations[0].locator == locator
        foreign = ask(official_assistant, "Does the EU AI Act outlaw social scoring?")
        assert foreign.status != AnswerStatus.ANSWERED

    def test_an_invented_quotation_is_refused_with_what_was_searched(self, official_assistant):
        answer = ask(official_assistant, "Is it true that it says “bananas ripen quickly on warm windows”?")
        assert answer.status == AnswerStatus.NO_PROVISION
        assert "official texts" in answer.answer

    def test_words_from_no_source_in_particular_are_not_denied_while_a_text_is_not_held(
        self, official_assistant
    ):
        quoted = "leaving no one behind in the digital revolution"
        answer = ask(official_assistant, f"Who said “{quoted}”?")
        assert answer.polarity is None
        assert answer.answer.startswith("Not in the texts held word for word")
        assert (answer.citations[0].source_id, answer.citations[0].locator) == (D, "8")
        of_a_text = ask(official_assistant, f"Does the UNESCO Recommendation say “{quoted}”?")
        assert "only summaries are held" not in of_a_text.answer

    def test_a_quotation_is_cited_with_the_page_where_it_begins(self, official_assistant):
        answer = ask(official_assistant, "Who takes life and death decisions under the Recommendation?")
        cited = next(c for c in answer.citations if c.locator == "36")
        assert "life and death" in cited.quote
        provision = official_assistant.snapshot.provisions[f"{U}/36"]
        assert (provision.page, provision.page_end) == (8, 9)
        assert cited.page == 9

    def test_the_numbers_of_a_drawing_are_no_statement(self, official_assistant):
        answer = ask(official_assistant, "How many organisations took part in the survey of the draft?")
        assert "0 5 10 15" not in answer.answer
        spans = official_assistant.composer.spans(
            official_assistant.snapshot.provisions[f"{P}/8.2"], "organisations in the survey"
        )
        assert spans
        assert not any("0 5 10 15" in span.text for span in spans)

    def test_the_regulator_is_shown_as_a_draft(self, official_assistant):
        answer = ask(official_assistant, "Which body will regulate AI in Pakistan?")
        first = answer.citations[0]
        assert (first.source_id, first.locator, first.status) == (P, "4.3.1(I)", "draft")
        assert "draft, not in force" in answer.answer
        assert any(c.source_id == "pakistan-ai-policy-2025" for c in answer.citations), (
            "a later version is named"
        )

    def test_two_dates_show_both_provisions(self, official_assistant):
        answer = ask(official_assistant, "By when will public servants be trained?")
        assert {c.locator for c in answer.citations} >= {"Target-2", "4.2.1(2.IV)"}
        assert "2025" in answer.answer
        assert "2026" in answer.answer

    def test_an_urdu_answer_keeps_the_official_quotation_in_english(self, official_assistant):
        answer = ask(official_assistant, "کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟")
        assert answer.language == "ur"
        assert answer.citations[0].locator == "26"
        assert answer.citations[0].quote

    def test_every_dev_question_keeps_every_rule(self, official_assistant):
        for question in dev_questions():
            ask(official_assistant, question)

    def test_the_langchain_retriever(self, official_assistant):
        retriever = ProvisionRetriever(retriever=official_assistant.retriever, limit=3)
        documents = retriever.invoke("paragraph 26")
        assert len(documents) == 3
        assert documents[0].metadata["locator"] == "26"
        assert documents[0].metadata["edition"] == "official"


class TestBundledState:
    def test_it_answers_from_summaries_and_says_so(self, bundled_assistant):
        answer = ask(bundled_assistant, "May a government score citizens with AI?")
        first = answer.citations[0]
        assert (first.locator, first.edition, first.quote) == ("26", "bundled", None)
        assert first.url.startswith("https://unesdoc.unesco.org/")
        assert any("summaries" in notice for notice in answer.notices)

    def test_urdu_is_answered_in_urdu(self, bundled_assistant):
        answer = ask(bundled_assistant, "کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟")
        assert answer.language == "ur"
        assert answer.citations[0].locator == "26"
        assert "سماجی درجہ بندی" in answer.statements[0].text
        assert "نہیں ہونی چاہیے" in answer.statements[0].text

    def test_the_dialogue_is_a_consultation_output(self, bundled_assistant):
        answer = ask(bundled_assistant, "What did participants of the 2025 dialogue ask for?")
        assert answer.citations[0].source_id == D
        assert answer.citations[0].status == "consultation_output"

    def test_the_state_of_the_policy_is_dated(self, bundled_assistant):
        answer = ask(bundled_assistant, "Is the AI policy in force?")
        assert answer.kind == "state"
        assert "30 July 2025" in answer.statements[0].text
        assert {c.locator for c in answer.citations} >= {"5", "6", "14", "18"}

    def test_the_ten_principles_are_complete_and_in_order(self, bundled_assistant):
        answer = ask(bundled_assistant, "Which principles does the UNESCO Recommendation set out?")
        assert [c.locator for c in answer.citations] == "25 27 28 31 32 35 37 42 44 46".split()

    def test_a_section_is_told_whole_where_it_is_asked_for_and_not_where_one_provision_is(
        self, bundled_assistant
    ):
        whole = ask(bundled_assistant, "What functions does the Policy Implementation Cell have?")
        below = [c.locator for c in whole.citations if c.locator.startswith("5.3(")]
        assert below == ["5.3(I)", "5.3(II)", "5.3(III)", "5.3(IV)"]
        one = ask(bundled_assistant, "Which technologies are named for soil monitoring?")
        assert one.citations[0].locator == "4.1.3.5(III)"

    @pytest.mark.parametrize(
        "question",
        ["یہ سفارش نامہ کس دن منظور ہوا؟", "unesco ki AI ethics wali dastaweez kis tareekh ko manzoor hui?"],
    )
    def test_when_the_recommendation_was_adopted_is_no_question_of_the_state_of_the_policy(
        self, bundled_assistant, question
    ):
        answer = ask(bundled_assistant, question)
        assert answer.kind != "state"
        assert all(citation.source_id == U for citation in answer.citations)

    def test_a_question_of_criticism_asks_for_no_penalty(self, bundled_assistant):
        answer = ask(bundled_assistant, "قومی اے آئی پالیسی 2025 پر تنقید کس نے کی؟")
        assert answer.status in CITING

    @pytest.mark.parametrize(
        "question",
        [
            "Who won the 2024 election?",
            "What fine does the Recommendation set for social scoring?",
            "hello!",
            "sourdough recipe",
        ],
    )
    def test_refusals_carry_no_citation(self, bundled_assistant, question):
        answer = ask(bundled_assistant, question)
        assert answer.status not in CITING
        assert answer.citations == []

    def test_a_follow_up_is_completed_and_shown(self, bundled_assistant):
        history = [
            Turn(role="user", content="What does UNESCO say about gender equality?"),
            Turn(role="assistant", content="It asks States to act."),
        ]
        answer = ask(bundled_assistant, "and in the draft policy?", history=history)
        assert "gender" in answer.rephrased
        assert "draft policy" in answer.rephrased

    def test_a_comparison_has_both_sources(self, bundled_assistant):
        answer = ask(bundled_assistant, "Compare UNESCO and the draft policy on data protection")
        assert {c.source_id for c in answer.citations} >= {U, P}

    def test_every_dev_question_keeps_every_rule(self, bundled_assistant):
        for question in dev_questions():
            ask(bundled_assistant, question)

    def test_hostile_text_in_a_question_comes_back_escaped(self, bundled_assistant):
        answer = ask(
            bundled_assistant, 'paragraph 26 <img src=x onerror=alert(1)> ![x](http://evil) "><script>'
        )
        assert "<img" not in answer.answer
        assert "<script" not in answer.answer
        assert "](http" not in answer.answer
