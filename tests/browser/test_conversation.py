"""Eight turns in both languages and both scripts, with the real assistant over the official texts and toy encoders.

Only questions whose answer does not hang on the quality of an encoder: named provisions, lists, a quotation, the state
of the policy, and a question that must be asked back.
"""

import pytest

from tests.browser.test_chat import ask

pytestmark = [pytest.mark.browser, pytest.mark.official]
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


def test_eight_turns(visit, official_site):
    page = visit(official_site + "/?lang=en")
    page.wait_for_selector("#state .banner")
    for number, (question, language, expected) in enumerate(TURNS):
        ask(page, question)
        reply = page.locator(".bot-row").nth(number)
        assert expected in reply.inner_text()
        assert reply.locator(f"[lang={language}]").count()
