"""An answer that stands alone keeps every mark in place and names status and date of every source."""

import re

import pytest

from assistant.dates import spoken_date
from assistant.schemas import Question
from assistant.standalone import marks, standalone

BASE = "https://rahnuma.example"


@pytest.mark.parametrize(
    "text", ["What does paragraph 26 say?", "Target 7 کیا کہتا ہے؟", "What does clause 4.3.1(I) say?"]
)
def test_every_citation_is_named_with_status_date_and_an_address_of_this_server(toy_assistant, text):
    answer = toy_assistant.answer(Question(question=text))
    whole = standalone(answer, BASE)
    assert whole.startswith(answer.answer)
    assert answer.citations
    for citation in answer.citations:
        line = next(line for line in whole.splitlines() if line.startswith(f"- [{citation.number}] ["))
        assert spoken_date(citation.date, answer.language) in line
        target = re.search(r"\]\(([^()]+)\)$", line)
        assert target[1].startswith(BASE)


def test_marks_are_where_they_are_said_to_be(toy_assistant):
    answer = toy_assistant.answer(Question(question="What does clause 4.3.1(I) say?"))
    whole = standalone(answer, BASE)
    found = marks(answer)
    assert {mark.citation.number for mark in found} == {citation.number for citation in answer.citations}
    assert all(whole[mark.start : mark.end] == f"[{mark.citation.number}]" for mark in found)


def test_brackets_of_a_document_are_no_mark(toy_assistant):
    answer = toy_assistant.answer(Question(question="What does paragraph 26 say?"))
    forged = answer.model_copy(update={"answer": r"words \[1\] of a document, and a number [99]"})
    assert marks(forged) == []


def test_a_refusal_lists_what_is_near_without_a_mark(toy_assistant):
    answer = toy_assistant.answer(Question(question="How many votes did the Recommendation get?"))
    whole = standalone(answer, BASE)
    assert answer.status == "no_provision"
    assert all(BASE + near.permalink.split("(")[0] in whole for near in answer.nearest)
    assert not re.search(r"\[\d+\]", whole)
