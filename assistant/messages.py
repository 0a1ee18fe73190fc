"""Sentences the assistant says in its own voice, in both languages. None of them states what a document says."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "no_provision": {
        "en": "The documents held here do not say this. Searched: {sources}. The nearest provisions are listed below; "
        "none of them answers the question.",
        "ur": "یہاں موجود دستاویزات میں یہ بات نہیں ملی۔ تلاش کی گئی: {sources}۔ قریب ترین شقیں نیچے درج ہیں؛ ان میں سے "
        "کوئی اس سوال کا جواب نہیں دیتی۔",
    },
    "out_of_scope": {
        "en": "This assistant answers questions on AI ethics and AI policy from these documents only: {sources}. "
        "Ask, for example: “May a government use AI to score its citizens?”",
        "ur": "یہ معاون صرف ان دستاویزات کی بنیاد پر مصنوعی ذہانت کی اخلاقیات اور پالیسی کے سوالوں کا جواب دیتا ہے: "
        "{sources}۔ مثلاً پوچھیے: «کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟»",
    },
    "unclear": {
        "en": "What should the answer be about? Name the subject, for example “children”, “data protection” or "
        "“paragraph 26”.",
        "ur": "جواب کس بارے میں ہونا چاہیے؟ موضوع کا نام لکھیے، مثلاً «بچے»، «ڈیٹا کا تحفظ» یا «پیراگراف 26»۔",
    },
    "rejected_input": {
        "en": "The question seems to contain {what}. Please leave it out: nothing of it was kept.",
        "ur": "سوال میں ذاتی معلومات ({what}) معلوم ہوتی ہیں۔ براہِ کرم انہیں نکال کر دوبارہ پوچھیے: کچھ محفوظ نہیں کیا گیا۔",
    },
    "bundled": {
        "en": "The official file of this source is not held here: the answer rests on our own summaries. Check the "
        "publisher's text before you quote.",
        "ur": "اس ماخذ کی سرکاری فائل یہاں موجود نہیں: جواب ہمارے اپنے خلاصوں پر مبنی ہے۔ نقل کرنے سے پہلے ناشر کا متن دیکھ لیجیے۔",
    },
    "by_words": {
        "en": "The search by meaning is away just now: provisions were found by the words of the question alone. "
        "Provisions that say the same in other words may be missing; ask again later, or in other words.",
        "ur": "معنی کے لحاظ سے تلاش اس وقت دستیاب نہیں: شقیں صرف سوال کے الفاظ سے ڈھونڈی گئیں۔ جو شقیں یہی بات دوسرے "
        "الفاظ میں کہتی ہیں وہ رہ سکتی ہیں؛ کچھ دیر بعد یا دوسرے الفاظ میں پوچھیے۔",
    },
    "old_snapshot": {
        "en": "A newer index could not be opened; answers come from the one before it.",
        "ur": "نیا اشاریہ نہیں کھل سکا؛ جوابات پچھلے اشاریے سے دیے جا رہے ہیں۔",
    },
    "says": {"en": "{source} ({status}, {date}):", "ur": "{source} ({status}، {date}):"},
    "yes": {"en": "Yes. {source} ({status}, {date}):", "ur": "جی ہاں۔ {source} ({status}، {date}):"},
    "no": {"en": "No. {source} ({status}, {date}):", "ur": "نہیں۔ {source} ({status}، {date}):"},
    "later": {"en": "Later version:", "ur": "بعد کا نسخہ:"},
    "conflict": {"en": "Note a contradiction:", "ur": "ایک تضاد نوٹ کیجیے:"},
    "no_match": {
        "en": "No matching provision found in {source}. Searched; nearest: {nearest}.",
        "ur": "{source} میں کوئی متعلقہ شق نہیں ملی۔ تلاش کی گئی؛ قریب ترین: {nearest}۔",
    },
    "sources_heading": {"en": "Sources", "ur": "مآخذ"},
    "nearest_heading": {"en": "Nearest provisions", "ur": "قریب ترین شقیں"},
    "page": {"en": "page {page}", "ur": "صفحہ {page}"},
    "error": {
        "en": "Something failed while answering. Nothing was lost; please ask again.",
        "ur": "جواب دیتے ہوئے کوئی خرابی پیش آئی۔ براہِ کرم دوبارہ پوچھیے۔",
    },
}

STATUS_WORDS: Mapping[str, Mapping[str, str]] = {
    "adopted": {"en": "adopted", "ur": "منظور شدہ"},
    "approved": {"en": "approved", "ur": "منظور شدہ"},
    "draft": {"en": "draft, not in force", "ur": "مسودہ، نافذ نہیں"},
    "consultation_output": {"en": "consultation output", "ur": "مشاورت کا نتیجہ"},
    "statement": {"en": "statement", "ur": "بیان"},
    "submission": {
        "en": "submission to a consultation, its author’s view",
        "ur": "مشاورت میں پیش کردہ رائے، مصنف کا مؤقف",
    },
}


def say(name: str, language: str, **values: str) -> str:
    """Return a message in a language, its values filled in."""
    return MESSAGES[name]["ur" if language == "ur" else "en"].format(**values)


def status_word(status: str, language: str) -> str:
    """Speak the status of a source."""
    return STATUS_WORDS[status]["ur" if language == "ur" else "en"]
