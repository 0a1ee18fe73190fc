"""Urdu patterns match whole words or their beginnings, never the inside of another word."""

from __future__ import annotations

import re

import pytest

from assistant.asked import KINDS
from assistant.composition.forms import DENIED
from assistant.composition.replying import DUTY_MEANT
from assistant.composition.wanted import DUTY
from assistant.contrast import OPPOSITES
from assistant.joining import PHRASE
from assistant.lists import LIST_ASKED, VERB, WHOLE
from assistant.missing import FOREIGN
from assistant.polarity import DUTY_ASKED, LIMITING, OBLIGES, PERMISSION_ASKED
from corpus.checks import URDU_STRENGTH

COMPULSORY = next(second for _, second in OPPOSITES if second.search("لازمی"))
LESS = next(second for _, second in OPPOSITES if second.search("کمی"))


@pytest.mark.parametrize(
    ("pattern", "another_word", "meant"),
    [
        (KINDS["penalty"].asked, "تنقید", "قید"),
        (KINDS["penalty"].asked, "عقیدے", "سزائیں"),
        (KINDS["money"].asked, "کاربن", "ارب"),
        (FOREIGN, "مشترکہ", "ترکی"),
        (FOREIGN, "سروس", "روس"),
        (FOREIGN, "بھروسا", "چین"),
        (DENIED, "انہیں", "نہیں"),
        (DUTY_MEANT, "ملازمین", "لازمی"),
        (DUTY, "زندگی", "ہوگی"),
        (DUTY, "آگے", "کریں گے"),
        (DUTY_ASKED, "ملازم", "لازم"),
        (OBLIGES, "ملازمت", "لازم"),
        (PERMISSION_ASKED, "ناجائز", "جائز"),
        (LIMITING, "اہتمام", "تمام"),
        (WHOLE, "اہتمام", "تمام"),
        (LIST_ASKED, "سوالنامے", "نام"),
        (VERB, "اتھارٹی", "تھا"),
        (VERB, "لڑکیوں", "کیوں"),
        (PHRASE, "تنظیمیں", "صوبوں میں"),
        (COMPULSORY, "ملازمین", "لازمی"),
        (LESS, "تکمیل", "کمی"),
        (URDU_STRENGTH["shall or must"], "آگاہی", "ہوگا"),
        (URDU_STRENGTH["may"], "اسکالرشپ", "سکتا"),
    ],
)
def test_a_pattern_finds_the_word_and_not_the_inside_of_another(
    pattern: re.Pattern[str], another_word: str, meant: str
) -> None:
    assert pattern.search(meant)
    assert not pattern.search(another_word)
