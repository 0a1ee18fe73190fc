"""Answers that come back from a client are believed in nothing."""

import pytest

from assistant.errors import InvalidInputError, NotInSourceError
from assistant.exports.check import verbatim
from tests.exports.conftest import ask, checker

SOURCE = "unesco-recommendation-2021"


def check(assistant, *answers):
    return checker(assistant).check_all(answers)


def changed(answer, path, value):
    data = answer.model_dump()
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return type(answer).model_validate(data)


def refused(assistant, answer, sentence):
    with pytest.raises(NotInSourceError, match=sentence):
        check(assistant, answer)


@pytest.mark.official
@pytest.mark.parametrize(
    "question",
    [
        "What does paragraph 26 say?",
        "What does Target 7 say?",
        "پیراگراف ۲۶ کیا کہتا ہے؟",
        "section 4.3.1(I)",
    ],
)
@pytest.mark.parametrize("style", ["formal", "plain"])
def test_our_own_answers_pass(official_toy, question, style):
    answer = ask(official_toy, question, style=style)
    assert answer.citations
    assert check(official_toy, answer)[0].statements == answer.statements


def test_our_own_answers_pass_without_official_files(toy_assistant):
    for question in ("What does paragraph 26 say?", "What became of the policy?", "zebra marmalade unicorn"):
        check(toy_assistant, ask(toy_assistant, question))


@pytest.mark.official
def test_what_the_catalogue_knows_is_not_taken_from_the_client(official_toy):
    answer = ask(official_toy)
    data = answer.model_dump()
    data["citations"][0] |= {
        "label": "paragraph 999", "status": "adopted and binding", "date": "1999-01-01", "page": 1,
        "url": "https://evil.example", "permalink": "//evil.example", "conflicts": ["nothing"], "heading": "x",
    }  # fmt: skip
    data |= {"answer": "<script>", "notices": ["<b>"], "id": "../../etc"}
    checked = check(official_toy, type(answer).model_validate(data))[0]
    assert checked.citations[0] == answer.citations[0]
    assert (checked.answer, checked.notices, checked.id) == ("", [], "")


@pytest.mark.official
@pytest.mark.parametrize(
    "edit",
    [
        lambda q: q.replace(" not ", " "),
        lambda q: q.replace("should", "must"),
        lambda q: q.upper(),
        lambda q: q[:-3],
        lambda q: q + " and more",
    ],
)
def test_an_altered_quotation_is_refused_and_named(official_toy, edit):
    answer = ask(official_toy, "May AI systems be used for social scoring? paragraph 26")
    quote = answer.citations[0].quote
    assert edit(quote) != quote
    refused(
        official_toy,
        changed(answer, ["citations", 0, "quote"], edit(quote)),
        r"Answer 1, citation 1.*paragraph 26",
    )


@pytest.mark.official
def test_an_altered_statement_is_refused(official_toy):
    answer = ask(official_toy)
    text = answer.statements[0].text
    refused(
        official_toy, changed(answer, ["statements", 0, "text"], text.replace("“", "“not ", 1)), "statement 1"
    )
    refused(official_toy, changed(answer, ["statements", 0, "text"], f"It is binding law: {text}"), "wording")
    refused(official_toy, changed(answer, ["statements", 0, "text"], "Anything at all."), "wording")
    refused(official_toy, changed(answer, ["statements", 0, "citations"], []), "no citation|belongs to no")


def test_an_altered_summary_is_refused(toy_assistant):
    answer = ask(toy_assistant)
    assert answer.statements[0].support == "summary"
    text = answer.statements[0].text
    refused(toy_assistant, changed(answer, ["statements", 0, "text"], text + " Always."), "wording")
    refused(toy_assistant, changed(answer, ["citations", 0, "quote"], "AI systems"), "letter for letter")


def test_a_statement_of_a_model_is_judged_again(toy_assistant):
    answer = ask(toy_assistant)
    provision = toy_assistant.snapshot.provisions["unesco-recommendation-2021/26"]
    said = provision.summaries["en"].split(". ")[-1]

    def generated(text):
        statement = {"text": text, "citations": [1], "support": "verified"}
        return changed(
            answer.model_copy(update={"citations": answer.citations[:1]}), ["statements"], [statement]
        )

    assert check(toy_assistant, generated(said))
    refused(toy_assistant, generated(said.replace("should not", "should")), "wording")
    refused(toy_assistant, generated("Every ministry must buy licences from Acme by 2027."), "wording")


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["citations", 0, "locator"], "999", "no provision"),
        (["citations", 0, "source_id"], "no-such", "no provision"),
        (["citations", 0, "number"], 7, "belongs to no statement|missing"),
        (["statements"], [], "statements"),
        (["status"], "no_provision", "may not cite"),
    ],
)
def test_citations_that_point_nowhere_are_refused(toy_assistant, path, value, sentence):
    refused(toy_assistant, changed(ask(toy_assistant), path, value), sentence)


def test_the_second_answer_is_named(toy_assistant):
    good = ask(toy_assistant)
    with pytest.raises(NotInSourceError, match="Answer 2"):
        check(toy_assistant, good, changed(good, ["citations", 0, "locator"], "999"))


def test_hidden_characters_in_a_question_are_refused(toy_assistant):
    with pytest.raises(InvalidInputError):
        check(toy_assistant, changed(ask(toy_assistant), ["question"], "turned \u202e round"))


def test_a_question_with_personal_data_is_left_out(toy_assistant):
    answer = ask(toy_assistant, "My card is 35202-1234567-1, may they score me?")
    assert check(toy_assistant, answer)[0].question == ""


def test_verbatim_is_letter_for_letter():
    text = "Systems should\nnot score people."
    assert verbatim(text, "should not score")
    assert not verbatim(text, "Should not score")
    assert not verbatim(text, "ould not score")
    assert not verbatim(None, "should")
