"""The quotation check: every true substring is exact, no edit is; what an editor may do to a quotation."""

import contextlib
import json
import random  # seeded: the same edits in every run
import re
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant import cli_quote
from assistant.api import create_app
from assistant.composition.quotation import _changes, _differences
from assistant.errors import InvalidInputError
from assistant.quotation.checker import QuoteChecker
from assistant.quotation.exact import bridges
from assistant.quotation.parse import parse
from assistant.quotation.routes import add_quote_routes
from assistant.quotation.schemas import MOST_CHARACTERS, Verdict
from assistant.quotation.text import SourceText, canonical, same_words
from assistant.quotation.words import kind_of, opposed
from assistant.settings import Settings
from benchmarks.quote_edits import Wording, by_key, edits, false_quotations, sentences
from corpus import Provision, load_catalogue
from ingest.documents import official_provisions
from tests.conftest import SOURCES

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
RECORDS = "pakistan-ai-policy-2025"
INVENTED = {
    f"{UNESCO}/25": "Every lighthouse keeper should log the weather at least 14 times a week. Lamps may not "
    "be dimmed before dawn without the harbour master’s consent, and the first officer shall be told.",
    f"{UNESCO}/26": "Fog signals must be tested by well-trained crews; the cost can reach 1,500 crowns or "
    "2.5% of the harbour budget.\n(a) A bell is enough for small piers.\n(b) Large piers "
    "need two “siren” horns [7], unless the council decides otherwise.",
    f"{UNESCO}/27": "No ship shall enter the inner basin at night. "
    "Difficult reefs are marked by floating buoys.",
    f"{DRAFT}/4.3.1(I)": "The Buoy Office shall be set up within six (6) months. It has the "
    "capabilitiesrequired for open water and is not able to act alone.",
    f"{DRAFT}/4.3.1(II)": "No ship shall enter the inner basin at night. The office is non-profit, and a "
    "part of the port.",
    f"{DRAFT}/4.3.1(III)": "Harbour pilots may be hired from abroad: ﬁve of them by 2030.",
}
LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "st": "ﬆ"}
TYPOGRAPHY = {
    "'": "'’‘ʼ",
    '"': '"“”„',
    "-": "-‐‑–",
    " ": " \n\t\u00a0\u202f\u2009",
} | {plain: [plain, printed] for plain, printed in LIGATURES.items()}
HIDDEN = ["", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
SET = re.compile("|".join(map(re.escape, sorted(TYPOGRAPHY, key=len, reverse=True))))


def invented_provisions(catalogue):
    """Invented wording under real locators; only these provisions hold text."""
    return {
        key: provision.model_copy(update={"text": INVENTED.get(key)})
        for key, provision in by_key(catalogue.provisions.values()).items()
    }


def real_provisions(catalogue):
    tables = [
        official_provisions(source, catalogue.provisions[source.id], SOURCES)
        if source.file
        else catalogue.provisions[source.id]
        for source in catalogue.sources.values()
    ]
    return by_key(tables)


class Corpus:
    """A checker, every sentence of its texts, and an oracle that knows only words in a row."""

    def __init__(self, provisions, catalogue):
        self.provisions = provisions
        self.checker = QuoteChecker(provisions, catalogue)
        self.sentences = sentences(provisions.values())
        self.wording = Wording(provisions.values())

    def verdict(self, quote, *place):
        return self.checker.check(quote, *place).verdict


@pytest.fixture(scope="module")
def invented():
    catalogue = load_catalogue()
    return Corpus(invented_provisions(catalogue), catalogue)


@pytest.fixture(scope="module")
def official(sources_folder):
    catalogue = load_catalogue()
    return Corpus(real_provisions(catalogue), catalogue)


@pytest.fixture(params=["invented", pytest.param("official", marks=pytest.mark.official)], scope="module")
def corpus(request):
    return request.getfixturevalue(request.param)


properties = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


# --- exact or not ------------------------------------------------------------------------------------------


def test_every_sentence_is_exact(corpus):
    wrong = [s for s in corpus.sentences if corpus.verdict(s) != Verdict.EXACT]
    assert corpus.sentences
    assert not wrong, wrong[:3]


@properties
@given(data=st.data())
def test_every_run_of_words_is_exact(corpus, data):
    words = data.draw(st.sampled_from(corpus.sentences)).split()
    first = data.draw(st.integers(0, max(len(words) - 4, 0)))
    last = data.draw(st.integers(min(first + 4, len(words)), len(words)))
    quote = " ".join(words[first:last])
    expected = {Verdict.EXACT} if parse(quote).longest >= 4 else {Verdict.TOO_SHORT}
    check = corpus.checker.check(quote)
    assert check.verdict in expected, quote
    assert check.count >= 1


def test_no_edit_of_any_sentence_is_exact(corpus):
    false = list(false_quotations(corpus.provisions.values(), random.Random(20211123)))
    exact = {Verdict.EXACT, Verdict.EXACT_ELSEWHERE}
    accepted = [(kind, altered) for kind, _, altered in false if corpus.verdict(altered) in exact]
    assert not accepted, accepted[:3]
    assert {kind for kind, _, _ in false} == {
        "insertion", "deletion", "substitution", "modal", "negation", "number"
    }  # fmt: skip
    assert len(false) >= 3 * len(corpus.sentences)


def test_an_edit_that_makes_another_true_wording_is_not_called_false():
    provision = Provision(
        source_id=UNESCO, locator="1", kind="paragraph", section="I", heading=(),
        text="Nets must be dry.\nNets must always be dry.",
    )  # fmt: skip
    rng = random.Random(3)
    false = {altered for _ in range(200) for _, _, altered in false_quotations([provision], rng)}
    assert "Nets must giraffe be dry" in false
    assert "Nets must be dry" not in false


@properties
@given(data=st.data())
def test_edits_at_any_word_are_rejected(corpus, data):
    words = data.draw(st.sampled_from(corpus.sentences)).split()
    place = data.draw(st.integers(0, len(words) - 1))
    edit = data.draw(st.sampled_from(["insert", "delete", "replace", "swap"]))
    new = data.draw(st.sampled_from(["not", "shall", "may", "17", "lantern", "the"]))
    if edit == "insert":
        words.insert(max(place, 1), new)
    elif edit == "delete" and 0 < place < len(words) - 1:
        del words[place]
    elif edit == "replace":
        words[place] = new
    elif place:
        words[place - 1], words[place] = words[place], words[place - 1]
    quote = " ".join(words)
    if not corpus.wording.holds(quote):
        assert corpus.verdict(quote) not in {Verdict.EXACT, Verdict.EXACT_ELSEWHERE}


@pytest.mark.parametrize(
    "quote",
    [
        "be dimmed before dawn without the harbour master",
        "not able to act alone",
        "Harbour pilots may be hired from abroad",
        "two “siren” horns, unless the council",
    ],
)
def test_true_runs(invented, quote):
    assert invented.verdict(quote) == Verdict.EXACT


@pytest.mark.parametrize(
    "quote",
    [
        "The office is non",
        "profit, and a part of the port",
        "non-profit, and apart of the port",
        "is notable to act alone",
        "Harbour pilots maybe hired from abroad",
        "can reach 1,500 crowns or 2.5",
        "cost can reach 1500 crowns",
        "cost can reach 1,5 00 crowns",
        "500 crowns or 2.5% of the harbour budget",
        "ix (6) months. It has",
        "No ship shall enter the inner basin at nigh",
        "two “siren” horns [8], unless the council",
    ],
)
def test_small_changes_are_seen(invented, quote):
    assert invented.verdict(quote) not in {Verdict.EXACT, Verdict.EXACT_ELSEWHERE}


# --- typography --------------------------------------------------------------------------------------------


@properties
@given(data=st.data())
def test_typography_makes_no_difference(corpus, data):
    sentence = data.draw(st.sampled_from(corpus.sentences))
    rng = data.draw(st.randoms(use_true_random=False))
    quote = SET.sub(lambda found: rng.choice(TYPOGRAPHY[found[0]]), sentence)
    forms = [quote, quote.upper(), quote.lower(), *(unicodedata.normalize(f, quote) for f in ("NFD", "NFKC"))]
    quote = data.draw(st.sampled_from(forms))
    quote = re.sub(
        r"(?<=[^\W_])(?=[^\W_])", lambda _: rng.choice(HIDDEN) if rng.random() < 0.1 else "", quote
    )
    outer = data.draw(st.sampled_from(['"{}"', "“{}”", "« {} »", "{}.", "‘{},’", "\t{}\r\n", "({})", "{}"]))
    assert corpus.verdict(outer.format(quote)) == Verdict.EXACT, quote


def test_every_sentence_is_exact_as_print_sets_it(corpus):
    """Curly marks, a line break for each space, every ligature, and each letter pair the other way round."""
    found = set()
    for sentence in corpus.sentences:
        quote = SET.sub(lambda match: TYPOGRAPHY[match[0]][1], sentence)
        found |= set(quote) & set(LIGATURES.values())
        assert corpus.verdict(f"“{quote}”") == Verdict.EXACT, quote
        assert corpus.verdict(unicodedata.normalize("NFKC", sentence)) == Verdict.EXACT, sentence
    assert found >= set("ﬁﬂ")


@pytest.mark.parametrize(
    "quote",
    [
        "tested by well-\ntrained crews",
        "tested by well\u00ad\ntrained crews",
        "Lamps may not be dim-\nmed before dawn",
        "Lamps may not be dim\ufffemed before dawn",
        "Diﬃcult reefs are marked by ﬂoating buoys",
        "has the capabilities required for open water",
        "has the capabilitiesrequired for open water",
        "two ‘siren’ horns, unless the council",
        "two ''siren'' horns [7], unless the council",
        "A bell is enough\n– 7 –\nfor small piers",
        "Large  piers\u00a0need\ttwo",
    ],
)
def test_what_pages_and_keyboards_do(invented, quote):
    assert invented.verdict(quote) == Verdict.EXACT


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("capabilitiesrequired here", "capabilities required here", True),
        ("and/or", "and / or", True),
        ("a part of it", "apart of it", False),
        ("may be hired", "maybe hired", False),
        ("not able", "notable", False),
        ("1 500", "1500", False),
        ("2, 5", "2,5", False),
        ("by 2030 .", "by 2030.", True),
        ("same", "sane", False),
    ],
)
def test_spaces_that_can_change_a_word_are_wording(one, other, same):
    assert same_words(one, other) is same
    assert same_words(other, one) is same


@given(st.text(alphabet="aé“”‘’'\"ﬁ–-…½\u00ad\u200b •ß İ1,%e\u0301", max_size=30))
@settings(deadline=None)
def test_a_source_folds_as_a_quotation_does(text):
    provision = Provision(source_id=UNESCO, locator="1", kind="paragraph", section="I", heading=(), text=text)
    assert SourceText(UNESCO, [provision]).bare == canonical(text).replace(" ", "")


# --- an editor's marks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("dots", ["...", "…", "[...]", "[…]", ". . .", "(…)", ", … ,"])
def test_an_ellipsis_joins_parts_in_order(invented, dots):
    parts = "Every lighthouse keeper should log", "marked by floating buoys"
    check = invented.checker.check(f"{parts[0]} {dots} {parts[1]}")
    assert check.verdict == Verdict.EXACT
    assert check.matches[0].text == f"{parts[0]} … {parts[1]}"
    assert check.matches[0].locators == ["25", "27"]
    turned = invented.checker.check(f"{parts[1]} {dots} {parts[0]}")
    assert turned.verdict == Verdict.ALTERED
    assert "order" in turned.detail.en


@properties
@given(data=st.data())
def test_words_left_out_of_any_sentence(corpus, data):
    words = data.draw(st.sampled_from([s for s in corpus.sentences if len(s.split()) >= 12]))
    words = words.split()
    first = data.draw(st.integers(5, 6))
    second = data.draw(st.integers(first, len(words) - 5))
    head, tail = " ".join(words[:first]), " ".join(words[second:])
    assert corpus.verdict(f"{head} … {tail}") == Verdict.EXACT


def test_parts_in_two_sources_are_not_one_quotation(invented):
    quote = "Every lighthouse keeper should log … Harbour pilots may be hired"
    assert invented.verdict(quote) == Verdict.ALTERED


def test_an_ellipsis_that_hides_a_negation_says_so(invented):
    check = invented.checker.check("Lamps may … be dimmed before dawn without")
    assert check.verdict == Verdict.EXACT
    assert [(mark.text, mark.change) for mark in check.matches[0].marks] == [("not", "omitted")]
    assert "“not”" in check.detail.en


def test_short_parts_must_stand_together(invented):
    assert invented.verdict("Every lighthouse keeper should log … a week") == Verdict.EXACT
    assert invented.verdict("Every lighthouse keeper should log … inner basin") != Verdict.EXACT
    assert invented.verdict("lighthouse … log … dawn … consent") == Verdict.TOO_SHORT


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("[The keepers] should log the weather at least", True),
        ("keeper should log [conditions] at least 14 times", True),
        ("keeper should log the [local] weather at least", True),
        ("keeper should log the wether [sic] at least", False),
        ("keeper should log the weather [sic] at least", True),
        ("[e]very lighthouse keeper should log", True),
        ("Lamps may [be] dimmed before dawn", False),
        ("Fog signals must [not] be tested by well-trained", False),
        ("log the weather at least [many] times a week", False),
        ("keeper should [say] the first officer shall be told", False),
    ],
)
def test_brackets_explain_but_do_not_reverse(invented, quote, exact):
    assert (invented.verdict(quote) == Verdict.EXACT) is exact


def test_a_bracket_stands_for_few_words():
    assert bridges("some small piers", "x")
    assert not bridges(" ".join("abcdefghi"), "x")


def test_a_bracket_is_shown_in_the_difference(invented):
    match = invented.checker.check("keeper should log [conditions] at least 14 times").matches[0]
    assert match.diff == [
        ("equal", "keeper should log"),
        ("delete", "the weather"),
        ("insert", "[conditions]"),
        ("equal", "at least 14 times"),
    ]


# --- places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [" ", " 27. ", " (27) ", "\n27.\n"])
def test_across_two_provisions_with_and_without_the_printed_number(invented, between):
    check = invented.checker.check(f"unless the council decides otherwise.{between}No ship shall enter")
    assert check.verdict == Verdict.EXACT
    assert check.matches[0].locators == ["26", "27"]
    assert check.matches[0].label == "paragraph 26, paragraph 27"
    assert "paragraph 26, paragraph 27" in check.detail.en
    assert "پیراگراف 26، پیراگراف 27" in check.detail.ur


@pytest.mark.parametrize(
    ("quote", "locators"),
    [
        ("act alone. II. No ship shall enter", ["4.3.1(I)", "4.3.1(II)"]),
        ("(III) Harbour pilots may be hired", ["4.3.1(III)"]),
        ("27. No ship shall enter the inner basin", ["27"]),
    ],
)
def test_printed_numbers(invented, quote, locators):
    check = invented.checker.check(quote)
    assert check.verdict == Verdict.EXACT
    assert check.matches[0].locators == locators


def test_another_number_is_not_the_printed_one(invented):
    assert invented.verdict("council decides otherwise. 28. No ship shall enter") == Verdict.ALTERED


def test_exact_elsewhere(invented):
    quote = "Every lighthouse keeper should log the weather"
    assert invented.verdict(quote, UNESCO) == Verdict.EXACT
    assert invented.verdict(quote, UNESCO, "25") == Verdict.EXACT
    for place in ((UNESCO, "26"), (DRAFT,)):
        check = invented.checker.check(quote, *place)
        assert check.verdict == Verdict.EXACT_ELSEWHERE
        assert check.matches[0].locator == "25"
        assert check.permalink == f"/sources/{UNESCO}/25"


def test_words_that_stand_twice_are_counted(invented):
    quote = "No ship shall enter the inner basin"
    assert invented.checker.check(quote).count == 2
    check = invented.checker.check(quote, DRAFT)
    assert (check.count, check.matches[0].source_id, len(check.matches)) == (1, DRAFT, 1)


def test_too_short(invented):
    check = invented.checker.check("the inner basin")
    assert (check.verdict, check.count, check.words) == (Verdict.TOO_SHORT, 2, 3)
    assert invented.checker.check("the inner basin", UNESCO, "27").count == 1
    assert invented.checker.check("purple elephants").count == 0


# --- altered and absent ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "marks"),
    [
        ("Fog signals may be tested by well-trained crews", {("modal", "must"), ("modal", "may")}),
        ("should log the weather at least 15 times", {("number", "14"), ("number", "15")}),
        ("Lamps may be dimmed before dawn without", {("negation", "not")}),
        ("No ship shall never enter the inner basin", {("negation", "never")}),
        (
            "Difficult reefs are unmarked by floating buoys",
            {("negation", "marked"), ("negation", "unmarked")},
        ),
    ],
)
def test_words_that_matter_are_marked(invented, quote, marks):
    check = invented.checker.check(quote)
    assert check.verdict == Verdict.ALTERED
    assert {(mark.kind, mark.text) for mark in check.matches[0].marks} == marks


def bare(text):
    return canonical(re.sub(r"\s?\[\d+(\]|$)", "", text)).replace(" ", "").strip("'.,:()[]-")


def test_the_difference_gives_both_wordings(corpus):
    rng = random.Random(3)
    for sentence in rng.sample(corpus.sentences, min(60, len(corpus.sentences))):
        for _, altered in edits(sentence, rng):
            check = corpus.checker.check(altered)
            if check.verdict != Verdict.ALTERED:
                continue
            for match in check.matches:
                official = " ".join(text for op, text in match.diff if op != "insert")
                quoted = " ".join(text for op, text in match.diff if op != "delete")
                assert bare(official) == bare(match.text)
                assert bare(quoted) in bare(altered)


def test_only_punctuation(invented):
    check = invented.checker.check("Every lighthouse, keeper should log the weather")
    assert check.verdict == Verdict.ALTERED
    assert "punctuation" in check.detail.en


def test_absent(invented):
    check = invented.checker.check("The minister opened a new library in the capital yesterday")
    assert (check.verdict, check.matches) == (Verdict.ABSENT, [])
    assert RECORDS in check.not_held
    assert check.detail.ur


@pytest.mark.official
def test_the_case_of_the_brief(official):
    true = next(s for s in official.sentences if "mass surveillance purposes" in s)
    true = true[true.index("AI systems") :]
    check = official.checker.check(true.replace(" not", ""))
    match = check.matches[0]
    assert check.verdict == Verdict.ALTERED
    assert (match.source_id, match.locator, match.page) == (UNESCO, "26", 7)
    assert ("delete", "not") in match.diff
    assert [(mark.kind, mark.text, mark.change) for mark in match.marks] == [("negation", "not", "missing")]
    printed = "“" + true.replace(" for ", "\nfor\n").replace("fi", "ﬁ") + ".”"
    assert official.verdict(printed, UNESCO, "26") == Verdict.EXACT


@pytest.mark.official
def test_unrelated_sentences_are_absent(official):
    folder = Path(SOURCES).parent / "benchmarks" / "summedits"
    if not folder.is_dir():
        pytest.skip("the labelled summaries are not here")
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open()]
    texts = sorted(
        {s for row in rows for s in re.split(r"(?<=[.!?])\s+", row["summary"]) if len(s.split()) >= 5}
    )
    chosen = random.Random(1).sample(texts, 200)
    assert [s for s in chosen if official.verdict(s[:MOST_CHARACTERS]) != Verdict.ABSENT] == []


# --- the bundled state -------------------------------------------------------------------------------------


def test_unavailable_in_the_bundled_state(catalogue):
    checker = QuoteChecker(by_key(catalogue.provisions.values()), catalogue)
    check = checker.check("AI must never be used to score citizens or for mass surveillance")
    assert (check.verdict, check.matches) == (Verdict.UNAVAILABLE, [])
    assert (UNESCO, "26") in {(near.source_id, near.locator) for near in check.nearest}
    assert check.searched == []
    assert check.detail.en.startswith("Not checked: no official text is held here. That does not mean")
    assert check.detail.ur.startswith("جانچ نہیں ہوئی")


def test_unavailable_for_a_source_without_text(invented):
    check = invented.checker.check("No ship shall enter the inner basin", RECORDS)
    assert check.verdict == Verdict.UNAVAILABLE
    assert check.matches[0].locator == "4.3.1(II)"  # said, though it is elsewhere
    assert "exactly" in check.detail.en
    assert "missing from it" in check.detail.en


# --- input -------------------------------------------------------------------------------------------------

BAD = [
    ({"quote": ""}, "no words"),
    ({"quote": " … [sic] "}, "no words"),
    ({"quote": "word " * MOST_CHARACTERS}, "at most"),
    ({"quote": "hidden \u202e words in here"}, "invisible"),
    ({"quote": "four words and more", "source_id": "nowhere"}, "no source"),
    ({"quote": "four words and more", "source_id": UNESCO, "locator": "999"}, "no provision"),
    ({"quote": "four words and more", "locator": "26"}, "source"),
]


@pytest.mark.parametrize(("body", "reason"), BAD)
def test_bad_input_is_refused_in_words(invented, body, reason):
    with pytest.raises(InvalidInputError, match=reason):
        invented.checker.check(body["quote"], body.get("source_id"), body.get("locator"))


@given(st.text(max_size=200))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_breaks_the_check(invented, text):
    with contextlib.suppress(InvalidInputError):
        assert invented.checker.check(text).detail.en


@pytest.mark.parametrize(
    "quote", ["(i) " * 1200, "… a " * 1200, "[x] the " * 600, "a-\nb" * 1200, "the " * 1250]
)
def test_hostile_quotations_do_not_stall(corpus, quote):
    assert corpus.verdict(quote[:MOST_CHARACTERS])


def test_kinds_of_words():
    assert [kind_of(w) for w in ("not", "can't", "non-profit", "shall", "2.5%", "twenty-third", "lamp")] == [
        "negation", "negation", "negation", "modal", "number", "number", None,
    ]  # fmt: skip
    assert opposed("lawful", "unlawful")
    assert not opposed("lamp", "lamps")


# --- the address and the command ---------------------------------------------------------------------------


@pytest.fixture
def client(toy_data, toy_opener):
    app = create_app(Settings(data=toy_data, vector_store="memory"), toy_opener)
    if not any(getattr(route, "path", "") == "/api/v1/quotes" for route in app.routes):
        add_quote_routes(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_the_address(client):
    response = client.post(
        "/api/v1/quotes", json={"quote": "AI must never score citizens or watch the masses"}
    )
    body = response.json()
    assert response.status_code == 200
    assert body["verdict"] == "unavailable"
    assert body.keys() >= {"verdict", "matches", "count", "detail", "permalink", "nearest"}
    assert body["detail"].keys() == {"en", "ur"}


@pytest.mark.parametrize("body", [*(body for body, _ in BAD), {}, {"quote": 5}, {"quote": "a", "other": 1}])
def test_bad_requests_are_problems(client, body):
    response = client.post("/api/v1/quotes", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("application/problem+json")
    assert response.json()["detail"]


def test_the_routes_need_only_a_holder(invented, catalogue):
    held = SimpleNamespace(quotes=QuoteChecker(invented.provisions, catalogue))
    app = FastAPI()
    app.state.holder = SimpleNamespace(get=lambda: held)
    add_quote_routes(app)
    response = TestClient(app).post("/api/v1/quotes", json={"quote": "Lamps may be dimmed before dawn"})
    assert response.json()["verdict"] == "altered"
    assert response.json()["matches"][0]["diff"][1] == ["delete", "not"]


@pytest.fixture
def run(toy_data, monkeypatch):
    monkeypatch.setenv("RAHNUMA_DATA", str(toy_data))
    app = typer.Typer()
    app.callback()(lambda: None)
    cli_quote.register(app)
    return lambda *arguments, **options: CliRunner().invoke(app, ["quote", *arguments], **options)


def test_the_command(run):
    shown = run("AI must never score citizens or watch the masses")
    assert shown.exit_code == 0
    assert "unavailable" in shown.output
    assert "Our summary:" in shown.output
    printed = run("-", "--source", UNESCO, "--json", input="AI must never score citizens")
    assert json.loads(printed.output)["verdict"] == "unavailable"


def test_the_command_tells_differences_without_colour(invented):
    match = invented.checker.check("Fog signals may be tested by well-trained crews").matches[0]
    assert cli_quote.difference(match).plain == "Fog signals [-must-] {+may+} be tested by well-trained crews"


def test_words_said_twice_are_set_against_the_nearer_ones(catalogue):
    text = "The relief fund. The fund shall be kept by a board of not more than 11 keepers."
    provision = catalogue.provisions[DRAFT]["4.1.1(VI)"].model_copy(update={"text": text, "parts": (text,)})
    checker = QuoteChecker([provision], catalogue)
    (match,) = checker.check("The fund shall be kept by a board of not more than 21 keepers").matches
    assert [step for step in match.diff if step[0] != "equal"] == [("delete", "11"), ("insert", "21")]


def test_differences_that_weigh_are_told_first_and_loose_ends_are_left_out():
    diff = [
        ("delete", "not"),
        ("equal", "used for"),
        ("delete", "cheap"),
        ("insert", "dear"),
        ("equal", "lamps of"),
        ("delete", "11"),
        ("insert", "21"),
        ("equal", "crowns"),
        ("delete", "or more"),
        ("insert", "at night"),
    ]
    match = SimpleNamespace(diff=diff)
    assert _differences(match, "en")[-1].startswith("Text and quotation differ in 4 places")
    assert [text for text, _ in _changes(diff)] == ["not", "cheap", "11", ""]
    told = _differences(SimpleNamespace(diff=diff[1:8]), "en")
    assert [re.findall("“(.*?)”", sentence) for sentence in told] == [["11", "21"], ["cheap", "dear"]]
