"""A list is found by what a question means; a question for one of its members gets that one, or has it first."""

import numpy as np
import pytest

from assistant.evaluation.judging import cited_keys
from assistant.inquiry import Inquiry
from assistant.list_meaning import WEIGHTS_FILE, ListMeaning, name_of
from assistant.schemas import Question
from tests.assistant.test_composition import ask

UNESCO, DRAFT, POLICY = (
    "unesco-recommendation-2021",
    "pakistan-draft-ai-policy-2023",
    "pakistan-ai-policy-2025",
)
LISTS = {
    "values": (UNESCO, ["13", "17", "19", "22"]),
    "areas": (UNESCO, ["50", "54", "71", "78", "84", "87", "94", "101", "112", "116", "121"]),
    "timeline": (POLICY, ["1", "2", "3", "4", "5", "6", "14"]),
    "targets": (DRAFT, [f"Target-{number}" for number in range(1, 16)]),
}


def test_every_list_of_the_fit_is_in_the_catalogue(catalogue):
    with np.load(WEIGHTS_FILE) as table:
        fitted = table["lists"].tolist()
    assert sorted(fitted) == sorted(name_of(one) for one in catalogue.lists if len(one.members) > 1)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("On what foundations does UNESCO's AI text stand?", "values"),
        ("Into what fields does UNESCO divide the action that it wants governments to take?", "areas"),
        ("یونیسکو کی دستاویز حکومتوں سے کن کن میدانوں میں کام کرنے کو کہتی ہے؟", "areas"),
        (
            "Step by step, how did Pakistan's AI policy get from a first paper to approval and after?",
            "timeline",
        ),
        ("AI policy consultation se launch tak kab kab kya hua, poori kahani tareekhon ke sath", "timeline"),
        (
            "Which measurable goals did Islamabad set itself in the 2023 paper? Every one, with its number.",
            "targets",
        ),
    ],
)
def test_a_list_is_told_whole_whatever_it_is_called(bundled_assistant, question, name):
    source_id, members = LISTS[name]
    cited = cited_keys(ask(bundled_assistant, question).model_dump(mode="json"))
    assert [key for key in cited if key in {f"{source_id}/{m}" for m in members}] == [
        f"{source_id}/{m}" for m in members
    ]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("paid internships in the 2025 approved AI policy - how many were reported?", f"{POLICY}/8"),
        ("On what date did the cabinet approve the National AI Policy 2025?", f"{POLICY}/5"),
        ("2025 ki policy kab manzoor hui thi?", f"{POLICY}/5"),
    ],
)
def test_who_asks_for_one_member_has_it_first(bundled_assistant, question, first):
    assert cited_keys(ask(bundled_assistant, question).model_dump(mode="json"))[0] == first


def test_a_list_of_a_source_that_the_reader_left_out_is_not_told(bundled_assistant):
    asked = Question(question="On what foundations does UNESCO's AI text stand?", sources=[DRAFT])
    answer = bundled_assistant.answer(asked)
    assert all(citation.source_id == DRAFT for citation in answer.citations)


@pytest.fixture
def weights(toy_assistant, tmp_path):
    def write(identity: str, name: str, weight: int = 9):
        path = tmp_path / "weights.npz"
        np.savez(
            path,
            lists=np.array([name]),
            bias=np.array([0.0, 0.0]),
            threshold=0.5,
            words=np.array(["everything"]),
            word_weights=np.array([[0, weight]], dtype=np.int8),
            step=1.0,
            english_identity=np.array(identity),
            english_weights=np.zeros((toy_assistant.encoders["english"].dimension, 2)),
        )
        return path

    return write


def test_nothing_is_told_by_the_weights_of_another_encoder_or_of_a_list_that_is_gone(toy_assistant, weights):
    identity = toy_assistant.encoders["english"].identity
    name = name_of(toy_assistant.catalogue.lists[0])
    inquiry = Inquiry("everything", "en", "en", rephrased="everything")
    found, surely = ListMeaning(toy_assistant.retriever, weights(identity, name)).asked(inquiry)
    assert found == toy_assistant.catalogue.lists[0]
    assert surely
    for path in (weights("another", name), weights(identity, "gone/list")):
        assert ListMeaning(toy_assistant.retriever, path).asked(inquiry) == (None, False)


@pytest.mark.parametrize(("weight", "found"), [(9, True), (1, False)])
def test_a_follow_up_asks_for_a_list_only_if_it_surely_does(toy_assistant, weights, weight, found):
    path = weights(
        toy_assistant.encoders["english"].identity, name_of(toy_assistant.catalogue.lists[0]), weight
    )
    meaning = ListMeaning(toy_assistant.retriever, path)
    alone = Inquiry("everything", "en", "en", rephrased="everything")
    following = Inquiry("everything", "en", "en", rephrased="everything", follow_up="everything")
    assert meaning.asked(alone)[0] is not None
    assert (meaning.asked(following)[0] is not None) is found
