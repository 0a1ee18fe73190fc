"""Eight turns in both languages and both scripts, with the real assistant over the official texts and toy encoders.

Only questions whose answer does not hang on the quality of an encoder: named provisions, lists, a quotation, the state
of the policy, and a question that must be asked back.
"""

import pytest

from assistant.service import Assistant
from tests.browser.test_chat import address, ask, browser, open_page  # noqa: F401
from tests.browser.test_chat import pytestmark as browser_marks

pytestmark = [*browser_marks, pytest.mark.official]
TURNS = (
    ("tell me about it", "en", "Which question does this follow?"),
    ("What does paragraph 26 say?", "en", "paragraph 26"),
    ("explain it simply", "en", "UNESCO Recommendation"),
    ("یونیسکو کے دس اصول کون سے ہیں؟", "ur", "متن کی ترتیب میں"),
    ("paragraph 68 mein kya likha hai?", "ur", "پیراگراف 68"),
    ("Does UNESCO say “AI systems may be used for social scoring”?", "en", "No, not in these words."),
    ("کیا اے آئی پالیسی نافذ ہو چکی ہے؟", "ur", "30 جولائی 2025"),
    ("What are the four values of the UNESCO Recommendation?", "en", "4, in the order of the text"),
)


@pytest.fixture(scope="module")
def assistant_maker(toy_official_data, toy_encoders):
    def opener(settings):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("assistant.service.configured_encoders", lambda _: toy_encoders)
            data = {"data": toy_official_data, "vector_store": "memory"}
            return Assistant(settings.model_copy(update=data))

    return opener


def test_eight_turns(open_page):  # noqa: F811
    page = open_page("/?lang=en")
    for number, (question, language, expected) in enumerate(TURNS):
        ask(page, question)
        reply = page.locator(".bot-row").nth(number)
        assert expected in reply.inner_text()
        assert reply.locator(f"[lang={language}]").count()
