"""A conversation becomes a question with its history; what cannot be done is refused in words."""

import pytest

from assistant.errors import InvalidInputError, NotFoundError
from assistant.openai_api.conversation import MOST_TURNS, to_question
from assistant.openai_api.schemas import CompletionRequest


def request(*messages, **fields):
    said = [{"role": role, "content": content} for role, content in messages]
    return CompletionRequest.model_validate({"model": "rahnuma", "messages": said, **fields})


def test_the_last_user_message_is_the_question_and_earlier_ones_its_history():
    question = to_question(
        request(("system", "be brief"), ("user", "first"), ("assistant", "reply"), ("user", "second"))
    )
    assert question.question == "second"
    assert [(turn.role, turn.content) for turn in question.history] == [
        ("user", "first"),
        ("assistant", "reply"),
    ]


def test_parts_of_text_are_one_text():
    parts = [{"type": "text", "text": "May they"}, {"type": "text", "text": "score me?"}]
    assert to_question(request(("user", parts))).question == "May they\nscore me?"


def test_of_a_long_conversation_the_end_is_read():
    turns = [("user", f"question {i}") for i in range(100)]
    question = to_question(request(*turns))
    assert len(question.history) == MOST_TURNS
    assert question.history[-1].content == "question 98"


def test_a_long_message_of_the_history_is_cut_not_refused():
    question = to_question(request(("user", "a"), ("assistant", "x" * 30_000), ("user", "b")))
    assert len(question.history[1].content) == 20_000


def test_own_options_reach_the_question():
    options = {
        "language": "ur",
        "sources": ["unesco-recommendation-2021"],
        "mode": "extractive",
        "style": "plain",
    }
    question = to_question(request(("user", "a"), rahnuma=options))
    assert question.model_dump(include=set(options)) == options


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 0.7, "top_p": 1, "seed": 3, "user": "me", "max_tokens": 5, "stop": ["x"]},
        {"n": 1, "tools": [], "response_format": {"type": "text"}, "modalities": ["text"], "logprobs": False},
        {"never_heard_of": {"deep": [1]}},
    ],
)
def test_parameters_without_a_meaning_here_are_tolerated(fields):
    assert to_question(request(("user", "a"), **fields)).question == "a"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("n", {"n": 2}),
        ("n", {"n": 0}),
        ("tools", {"tools": [{"type": "function", "function": {"name": "f"}}]}),
        ("tools", {"functions": [{"name": "f"}]}),
        ("response_format", {"response_format": {"type": "json_schema", "json_schema": {}}}),
        ("modalities", {"modalities": ["text", "audio"]}),
        ("logprobs", {"logprobs": True}),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(name, fields):
    with pytest.raises(InvalidInputError, match=f"^{name}: "):
        to_question(request(("user", "a"), **fields))


def test_images_are_refused():
    with pytest.raises(InvalidInputError, match="image_url"):
        to_question(request(("user", [{"type": "image_url", "image_url": {"url": "data:"}}])))


def test_a_conversation_without_a_user_is_no_question():
    with pytest.raises(InvalidInputError, match="no user message"):
        to_question(request(("system", "hello")))


def test_another_model_is_not_found():
    with pytest.raises(NotFoundError, match="'rahnuma'"):
        to_question(request(("user", "a"), model="gpt-9"))
