"""What the chat shows: cards, marks, refusals, errors, both directions; nothing of a document becomes markup."""

import asyncio
import base64
import hashlib
import re
from html.parser import HTMLParser

import gradio as gr
import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.schemas import Readiness
from assistant.settings import Settings
from tests.ui.fakes import (
    DRAFT,
    HOSTILE,
    QUOTE,
    RECOMMENDATION,
    FakeAssistant,
    answer,
    citation,
    hostile_answer,
    refusal,
    urdu_answer,
)
from ui.app import create_site
from ui.cards import banner, card, header, panel
from ui.chat import Chat
from ui.client import ApiError, Client
from ui.exchange import HISTORY_BYTES, KEPT, Exchange, history
from ui.gate import allowed
from ui.library import Library
from ui.look import chat_css, pages_css
from ui.markup import escape, external, language_of, permalink
from ui.messages import messages, reply
from ui.transport import InProcessTransport
from ui.words import EXAMPLES, LANGUAGES, MONTHS, READERS, STATUSES, WORDS, date_words

SAFE_TAGS = set(
    "a article bdi blockquote br button details div h2 h3 header img li p section small span strong summary time ul".split()
)


class Elements(HTMLParser):
    """Collects the elements of a piece of HTML and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.found, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def attributes(self, tag, **having):
        return [
            a for t, a in self.found if t == tag and all(a.get(k.strip("_")) == v for k, v in having.items())
        ]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def exchange(whole=None, number=1, **fields):
    made = Exchange(number, whole.question if whole else "q", "en", **fields)
    if whole is not None:
        made.take(whole)
    return made


# --- escaping ----------------------------------------------------------------------------------------------------


def assert_harmless(html):
    for tag, attributes in Elements(html).found:
        assert tag in SAFE_TAGS
        assert not any(name.startswith("on") for name in attributes)
        assert not attributes.get("href", "").startswith("javascript")


def test_nothing_of_a_hostile_document_becomes_markup():
    hostile = exchange(hostile_answer())
    html = panel([hostile], "en")
    assert_harmless(html)
    assert HOSTILE in Elements(html).text
    assert "javascript:alert" not in "".join(a.get("href", "") for a in Elements(html).attributes("a"))
    assert_harmless(reply(hostile, {}))
    assert "{{" not in html
    assert "${" not in html
    assert "@children" not in html


def test_nothing_of_a_hostile_statement_becomes_markup_while_it_streams():
    growing = exchange()
    growing.take(hostile_answer().citations[0])
    growing.take(hostile_answer().statements[0])
    assert_harmless(reply(growing, {}))
    assert HOSTILE in Elements(reply(growing, {})).text


def test_a_question_is_shown_as_it_was_typed():
    shown = messages([exchange(answer(f"# no heading\n{HOSTILE}"))], {})[0]["content"]
    assert_harmless(shown)
    assert "\n" not in shown
    assert Elements(shown).text == f"# no heading{HOSTILE}"


@given(st.text(alphabet=st.sampled_from("ab<>&\"'\\`*_[]|#!~${}@؟ \n")))
def test_escaped_text_reads_back_and_holds_nothing_with_a_meaning(text):
    escaped = escape(text)
    assert "".join(Elements(f"<p>{escaped}</p>").words) == text
    assert not re.search(r"[<>\"'\\`*_\[\]|!~${}@]", escaped)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "https:", "/sources/x", "http://[broken"],
)
def test_only_web_addresses_are_linked_outside(address):
    assert external(address) is None


@pytest.mark.parametrize(
    "address", ["https://evil.example/sources/a/1", "//evil/sources/", "/sources/a b", "/api"]
)
def test_only_provisions_are_linked_inside(address):
    assert permalink(address) is None


# --- cards -------------------------------------------------------------------------------------------------------


def test_a_card_has_everything_a_reader_needs_to_check():
    html = Elements(card(citation(conflicts=["Paragraph 1 says otherwise."]), 3, "en"))
    assert html.attributes("article", id="card-3-1", dir="ltr", lang="en")
    for words in (
        "paragraph 26",
        "Recommendation on the Ethics of Artificial Intelligence",
        "Proportionality and Do No Harm",
        "Adopted",
        "Official text",
        "23 November 2021",
        "page 7 of the PDF",
        "Member States apply it on a voluntary basis.",
        QUOTE,
        "Paragraph 1 says otherwise.",
    ):
        assert words in html.text
    for address in (f"/sources/{RECOMMENDATION}/26", "https://unesdoc.unesco.org/ark:/48223/pf0000380455"):
        assert html.attributes("a", href=address, target="_blank", rel="noopener")


def test_a_draft_is_marked_as_no_rule_in_force():
    html = card(citation(status="draft", date="2023-05"), 1, "en")
    assert "Draft, not in force" in html
    assert "May 2023" in html
    assert "badge open" in html


def test_a_summary_is_never_set_as_a_quotation():
    html = card(citation(quote=None, edition="bundled", page=None), 1, "en")
    assert "<blockquote" not in html
    assert "Our summary" in html
    assert "Official text" not in html
    assert "of the PDF" not in html


def test_a_provision_of_which_nothing_is_held_says_so():
    assert "No wording of this provision is held here" in card(citation(quote=None, summary=""), 1, "en")


def test_an_english_quotation_keeps_its_direction_in_an_urdu_card():
    whole = urdu_answer()
    html = Elements(panel([exchange(whole)], "ur"))
    assert html.attributes("article", dir="rtl", lang="ur")
    assert html.attributes("blockquote", dir="ltr", lang="en")
    assert "پی ڈی ایف کا صفحہ 7" in html.text
    assert "منظور شدہ" in html.text


def test_the_label_of_a_clause_is_urdu_though_its_locator_has_more_latin_letters():
    shown = card(citation(label="شق 4.1.4(VII)"), 1, "ur")
    assert '<bdi dir="rtl" lang="ur">شق <bdi dir="ltr">4.1.4(VII)</bdi></bdi>' in shown
    assert '<bdi dir="ltr" lang="en">clause 4.1.4(VII)</bdi>' in card(
        citation(label="clause 4.1.4(VII)"), 1, "en"
    )


def test_cards_of_earlier_answers_stay_reachable():
    html = panel([exchange(answer(), 1), exchange(answer(), 2)], "en")
    assert html.index('id="card-2-1"') < html.index("<details") < html.index('id="card-1-1"')


def test_the_banner_says_once_from_what_answers_are_made():
    def state(name):
        return Readiness(
            ready=name != "not_ready", state=name, snapshot=None, official=[], detail="run <this>"
        )

    texts = {name: banner(state(name), "en") for name in ("official", "mixed", "bundled", "not_ready")}
    assert len(set(texts.values())) == 4
    assert "run &lt;this&gt;" in texts["not_ready"]
    assert "not_ready" in banner(None, "ur")
    assert "رہنما" in header("en")


# --- messages ----------------------------------------------------------------------------------------------------


def test_marks_become_links_to_their_cards():
    html = reply(exchange(answer(), 4), {})
    assert '<a class="mark" href="#card-4-1" title="citation 1">1</a>' in html
    assert "[1]" not in html


def test_numbers_without_a_citation_and_escaped_brackets_stay_as_they_are():
    html = reply(exchange(answer(answer=r"as in \[1\] and [9] [1]")), {})
    assert r"\[1\] and [9] <a" in html


def test_an_urdu_answer_runs_from_right_to_left_and_its_dates_do_not():
    html = reply(exchange(urdu_answer()), {})
    assert html.startswith('<div class="answer answered" dir="rtl" lang="ur">')
    assert '<bdi dir="ltr">2021-11-23</bdi>' in html


def test_each_message_has_its_own_direction():
    first, second = exchange(urdu_answer(), 1), exchange(answer(), 2)
    directions = [re.search('dir="(...)"', m["content"])[1] for m in messages([first, second], {})]
    assert directions == ["rtl", "rtl", "ltr", "ltr"]


def test_a_refusal_shows_the_nearest_provisions_and_no_card():
    refused = exchange(refusal())
    html = Elements(reply(refused, {RECOMMENDATION: {"en": "The Recommendation", "ur": "سفارش"}}))
    assert html.attributes("a", href=f"/sources/{RECOMMENDATION}/26", target="_blank", rel="noopener")
    assert "The Recommendation" in html.text
    assert not html.attributes("a", class_="mark")
    cards = panel([refused], "en")
    assert "<article" not in cards
    assert "rests on no provision" in cards


def test_notices_and_the_understood_question_are_shown():
    html = Elements(
        reply(exchange(answer(rephrased="And for children?", notices=["No model was asked."])), {})
    )
    assert "Understood as: And for children?" in html.text
    assert "No model was asked." in html.text
    assert "Understood" not in reply(exchange(answer()), {})


def test_statements_are_shown_as_they_come():
    growing = exchange()
    assert "Searching" in reply(growing, {})
    events = [*answer().citations, *answer().statements]
    assert [growing.take(event) for event in events] == [False, True]
    assert QUOTE in reply(growing, {})
    assert 'id="card-1-1"' in panel([growing], "en")


@pytest.mark.parametrize(
    ("status", "sentence"), [(422, "Shorten it."), (503, "run `rahnuma ingest`"), (429, "Busy.")]
)
def test_an_error_is_a_sentence_in_the_conversation(status, sentence):
    failed = exchange()
    failed.take(answer().statements[0])
    failed.fail(sentence, status)
    english = Elements(reply(failed, {})).text
    assert sentence in english
    assert QUOTE not in english
    failed.language = "ur"
    assert language_of(Elements(reply(failed, {})).text.replace(sentence, "")) == "ur"


# --- the conversation --------------------------------------------------------------------------------------------


def test_history_is_the_latest_answers_within_what_a_request_may_carry():
    past = [exchange(answer(f"q{n}", answer="a" * 6_000), n) for n in range(9)]
    broken = exchange()
    broken.fail("no", 503)
    turns = history([*past, broken])
    assert [turn.content for turn in turns[::2]] == ["q6", "q7", "q8"]
    assert sum(len(turn.content) for turn in turns) <= HISTORY_BYTES
    assert turns[1].role == "assistant"


NAMES = ("messages", "cards", "exchanges", "box")


def chat_over(client):
    with gr.Blocks():
        return Chat(client, Library(client))


def converse(chat, *questions, sources=(), answer_language="auto", style="formal"):
    """Ask one question after the other; the updates by the names of the components."""
    conversation, updates = [], []

    async def run():
        nonlocal conversation
        for question in questions:
            given = (question, "en", answer_language, style, list(sources), conversation)
            async for update in chat.ask(*given):
                updates.append({n: update[getattr(chat, n)] for n in NAMES if getattr(chat, n) in update})
                conversation = updates[-1]["exchanges"]

    asyncio.run(run())
    return updates


def site_client(**assistants):
    site = create_site(Settings(), FakeAssistant)
    site.state.holder.open()
    return site, Client(httpx.AsyncClient(transport=InProcessTransport(site), base_url="http://inside"))


def test_a_question_is_answered_and_the_box_emptied():
    _, client = site_client()
    updates = converse(chat_over(client), "May AI score citizens?")
    assert updates[0]["box"] == ""
    assert "Searching" in updates[0]["messages"][1]["content"]
    assert QUOTE in updates[-1]["messages"][1]["content"]
    assert 'id="card-1-1"' in updates[-1]["cards"]
    assert "box" not in updates[-1]


def test_on_failure_the_question_returns_to_the_box():
    _, client = site_client()
    updates = converse(chat_over(client), "busy")
    assert updates[-1]["box"] == "busy"
    assert "Many questions" in updates[-1]["messages"][1]["content"]


def test_a_blank_question_is_not_asked():
    _, client = site_client()
    assert converse(chat_over(client), "   ") == []


def test_a_follow_up_carries_the_history():
    site, client = site_client()
    converse(chat_over(client), "first", "second", sources=[RECOMMENDATION])
    first, second = site.state.holder.get().asked
    assert first.history == []
    assert second.history[0].content == "first"


@pytest.mark.parametrize(
    ("ticked", "language", "style", "asked"),
    [
        ([RECOMMENDATION, DRAFT], "auto", "formal", ([], None, "formal")),
        (["another"], "ur", "plain", (["another"], "ur", "plain")),
        ([], "xx", "xx", ([], None, "formal")),
    ],
)
def test_choices_reach_the_question_and_all_sources_ticked_means_no_restriction(
    ticked, language, style, asked
):
    site, client = site_client()
    chat = chat_over(client)
    asyncio.run(chat._library.refresh())
    converse(chat, "q", sources=ticked, answer_language=language, style=style)
    question = site.state.holder.get().asked[-1]
    assert (question.sources, question.language, question.style) == asked


def test_a_conversation_keeps_its_latest_exchanges_and_their_numbers():
    class Silent:
        async def answer(self, question):
            raise ApiError("no", 503)
            yield

    updates = converse(chat_over(Silent()), *(f"q{n}" for n in range(KEPT + 3)))
    kept = updates[-1]["exchanges"]
    assert [e.number for e in kept] == list(range(4, KEPT + 4))


# --- the site ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site():
    with TestClient(create_site(Settings(), FakeAssistant)) as client:
        yield client


def test_the_chat_and_the_api_keep_their_addresses(site):
    assert "<title>" in site.get("/").text or "gradio" in site.get("/").text
    assert site.get("/healthz").json() == {"status": "ok"}
    assert site.get("/readyz").json()["state"] == "official"
    assert site.get("/api/v1/sources").json()["sources"][0]["id"] == RECOMMENDATION
    assert site.post("/api/v1/answers", json={"question": "q"}).json()["status"] == "answered"
    assert site.post("/api/v1/answers", content=b"x" * 70_000).status_code == 413
    assert site.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/runs"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("GET", "/monitoring"),
        ("POST", "/login"),
        ("GET", "/api/v1/nothing"),
        ("DELETE", "/"),
    ],
)
def test_of_gradio_only_what_the_page_needs_is_reachable(site, method, path):
    response = site.request(method, path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("application/problem+json")
    assert not allowed(method, path)


def test_a_body_that_is_too_large_does_not_reach_gradio(site):
    response = site.post("/gradio_api/queue/join", content=b"{" + b" " * 70_000 + b"}")
    assert response.status_code == 413


def test_no_event_is_public_and_the_queue_is_bounded(site):
    config = site.get("/config").json()
    assert config["dependencies"]
    assert all(event["api_visibility"] == "private" for event in config["dependencies"])
    assert config["analytics_enabled"] is False
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"file", "image", "audio", "video", "uploadbutton", "multimodaltextbox"}
    chat = next(c["props"] for c in config["components"] if c["type"] == "chatbot")
    assert chat["sanitize_html"] is True
    assert chat["allow_tags"] is False


def test_nothing_of_the_theme_comes_from_another_host(site):
    for path in ("/theme.css", "/config"):
        assert not re.search(r"fonts\.g|googleapis|cdn\.", site.get(path).text)
    for style in (chat_css(), pages_css()):
        assert "url(" not in style
        assert "@import" not in style


def test_the_policy_names_every_inline_script_and_no_other_host(site):
    response = site.get("/")
    sent = response.headers["content-security-policy"]
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", response.text, re.DOTALL)
    assert inline
    for code in inline:
        assert base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() in sent
    scripts = next(part for part in sent.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert not re.search(r"https?:|\*", sent)


# --- words -------------------------------------------------------------------------------------------------------


def test_every_wording_is_there_in_both_languages():
    for table in (WORDS, STATUSES):
        for name, wording in table.items():
            assert set(wording) == set(LANGUAGES), name
            assert language_of(re.sub(r"\{.*?\}", "", wording["ur"])) == "ur", name
            assert language_of(wording["en"]) == "en", name
            assert re.findall(r"\{.*?\}", wording["en"]) == re.findall(r"\{.*?\}", wording["ur"]), name
    for reader in READERS:
        assert len(EXAMPLES[reader]["en"]) == len(EXAMPLES[reader]["ur"])
    assert {len(months) for months in MONTHS.values()} == {12}


@pytest.mark.parametrize(
    ("date", "english", "urdu"),
    [
        ("2021-11-23", "23 November 2021", "23 نومبر 2021"),
        ("2023-05", "May 2023", "مئی 2023"),
        ("2025", "2025", "2025"),
        ("2023-13", "2023-13", "2023-13"),
        ("spring 2024", "spring 2024", "spring 2024"),
    ],
)
def test_dates_are_spoken(date, english, urdu):
    assert (date_words(date, "en"), date_words(date, "ur")) == (english, urdu)
