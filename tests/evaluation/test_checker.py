"""Every way in which an answer can lie is caught; an honest one passes."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.checker import AnswerChecker, literally_in, quoted_pieces, same_signs
from corpus import load_catalogue

UNESCO = "unesco-recommendation-2021"
DRAFT = "pakistan-draft-ai-policy-2023"
TEXT = (
    "Tools should not rank people. The so-called “open” way may be used,\n"
    "unless a well-known risk of 5 % remains."
)
CATALOGUE = load_catalogue()
_26 = CATALOGUE.provisions[UNESCO]["26"].model_copy(update={"text": TEXT, "parts": tuple(TEXT.split("\n"))})
_27 = CATALOGUE.provisions[UNESCO]["27"]
SUMMARY = _27.summaries["en"]
CONFLICT = next(c for c in CATALOGUE.conflicts if any(key.startswith(DRAFT) for key in c.provisions))
SIDE = next(key for key in CONFLICT.provisions if key.startswith(DRAFT))
PROVISIONS = {
    **{f"{s}/{locator}": p for s, table in CATALOGUE.provisions.items() for locator, p in table.items()},
    _26.key: _26,
}
CHECKER = AnswerChecker(PROVISIONS, CATALOGUE)
ATTRIBUTION = f"{CATALOGUE.source(UNESCO).short_title.en} (adopted, {CATALOGUE.source(UNESCO).date}): "


def citation(number, provision, quote=None):
    source = CATALOGUE.source(provision.source_id)
    return {
        "number": number,
        "source_id": provision.source_id,
        "locator": provision.locator,
        "quote": quote,
        "summary": provision.summaries["en"],
        "edition": "official" if provision.text else "bundled",
        "status": source.status.value,
        "date": source.date,
    }


HONEST = {
    "status": "answered",
    "answer": "“Tools should not rank people.” [1]\n\nSummary [2]",
    "statements": [
        {"text": "“Tools should not rank people.”", "citations": [1], "support": "quotation"},
        {"text": SUMMARY, "citations": [2], "support": "summary"},
    ],
    "citations": [citation(1, _26, "Tools should not rank people."), citation(2, _27)],
}


def kinds(answer):
    return {fault.kind for fault in CHECKER.check(answer).faults}


def with_statement(text, support="quotation", citations=(1,)):
    answer = copy.deepcopy(HONEST)
    answer["statements"][0] = {"text": text, "citations": list(citations), "support": support}
    return answer


def test_an_honest_answer_passes():
    report = CHECKER.check(HONEST)
    assert report.clean
    assert (report.statements, report.supported) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "“Tools should not rank people.”",
        "“Tools should not rank people.” … “unless a well-known risk of 5 % remains.”",
        "“The so-called “open” way may be used, unless a well‑known risk of 5 % remains.”",
        f"{ATTRIBUTION}“Tools should not rank people.”",
        f"No. {ATTRIBUTION}“Tools should not rank people.”",
    ],
)
def test_a_literal_quotation_passes(text):
    assert kinds(with_statement(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "“Tools should rank people.”",
        "“Tools shall not rank people.”",
        "“Tools should not ranks people.”",
        "“ools should not rank people.”",
        "“tools should not rank people.”",
        "“The so-called “open” way must be used”",
        "“Tools should not rank people.” This is binding law.",
        "It is settled that “Tools should not rank people.”",
        "Tools should not rank people.",
        "“Tools should not rank people.” … “unless a risk of 6 % remains.”",
        ATTRIBUTION.replace("adopted", "draft") + "“Tools should not rank people.”",
        ATTRIBUTION.replace("2021", "2020") + "“Tools should not rank people.”",
        "“”",
        "",
    ],
)
def test_an_altered_or_padded_quotation_is_caught(text):
    assert "unsupported" in kinds(with_statement(text))


def test_a_quotation_from_a_provision_that_is_not_cited_is_caught():
    assert "unsupported" in kinds(with_statement("“Tools should not rank people.”", citations=(2,)))


def test_a_quotation_without_official_text_is_caught():
    assert "unsupported" in kinds(with_statement(f"“{SUMMARY}”", citations=(2,)))


def test_a_summary_with_one_word_changed_is_caught():
    assert "unsupported" in kinds(with_statement(SUMMARY.replace("should", "must", 1) + " ", "summary", (2,)))


def test_somebody_elses_summary_is_caught():
    assert "unsupported" in kinds(with_statement(SUMMARY, "summary", (1,)))


def test_a_note_on_a_conflict_passes_only_with_its_sides():
    side = PROVISIONS[SIDE]
    answer = with_statement(CONFLICT.note.en, "summary")
    answer["citations"][0] = citation(1, side)
    assert kinds(answer) == set()
    assert "unsupported" in kinds(with_statement(CONFLICT.note.en, "summary", (2,)))


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Ranking people should not be done.", False),
        ("Ranking people is limited to 5 %.", False),
        ("Ranking people is limited to 50 %.", True),
        ("Ranking people is prohibited.", True),
        ("The text says “Tools may rank people”.", True),
    ],
)
def test_free_wording_may_bring_no_new_number_duty_or_quotation(text, caught):
    assert ("unsupported" in kinds(with_statement(text, "verified"))) is caught


def test_an_unknown_support_proves_nothing():
    assert "unsupported" in kinds(with_statement("“Tools should not rank people.”", "trust me"))


def test_a_statement_without_a_citation_is_caught():
    assert "uncited" in kinds(with_statement("“Tools should not rank people.”", citations=()))
    assert "uncited" in kinds(with_statement("“Tools should not rank people.”", citations=(9,)))


def test_an_answer_without_statements_is_caught():
    assert "uncited" in kinds({**HONEST, "statements": []})


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("quote", "Tools should rank people.", "altered_quote"),
        ("summary", "People may be ranked.", "altered_summary"),
        ("status", "draft", "no_status"),
        ("status", "", "no_status"),
        ("date", "", "no_status"),
        ("date", "2020-01-01", "no_status"),
        ("edition", "bundled", "edition"),
        ("locator", "999", "unknown_provision"),
    ],
)
def test_a_false_citation_is_caught(field, value, kind):
    answer = copy.deepcopy(HONEST)
    answer["citations"][0][field] = value
    assert kind in kinds(answer)


def test_marks_that_point_nowhere_are_caught():
    assert "marks" in kinds({**HONEST, "answer": "Text [1][3]"})


@pytest.mark.parametrize(
    "change",
    [{}, {"statements": []}, {"citations": []}, {"statements": [], "citations": [], "answer": "Nothing [1]"}],
)
def test_a_refusal_with_anything_like_proof_is_caught(change):
    assert kinds({**HONEST, "status": "no_provision", **change}) == {"cited_refusal"}


def test_a_plain_refusal_passes():
    assert (
        kinds(
            {"status": "no_provision", "answer": "Nothing here says so.", "statements": [], "citations": []}
        )
        == set()
    )


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_every_run_of_whole_words_is_found(one, other):
    words = TEXT.split()
    low, high = sorted((one % len(words), other % len(words)))
    assert literally_in(" ".join(words[low : high + 1]), TEXT)


@given(st.integers(0, 100), st.sampled_from(["not", "never", "zebra"]))
def test_a_word_slipped_in_is_never_found(place, word):
    words = TEXT.split()
    place %= len(words) - 1
    assert not literally_in(" ".join([*words[: place + 1], word, *words[place + 1 :]]), TEXT)


@given(st.text(max_size=80))
def test_levelling_signs_twice_changes_nothing_more(text):
    assert same_signs(same_signs(text)) == same_signs(text)


@given(st.text(alphabet="ab“” …", max_size=40))
def test_splitting_loses_no_letter(text):
    pieces, rest = quoted_pieces(text)
    assert sorted("".join(pieces) + rest).count("a") == text.count("a")
