"""Every sentence of the interface in both languages. None of them states what a document says."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.schemas import Language

LANGUAGE_COOKIE = "rahnuma-language"
"""Remembers the language of the interface; chat.js writes it."""
LANGUAGES: tuple[Language, ...] = ("en", "ur")

WORDS: Mapping[str, Mapping[Language, str]] = {
    "promise": {
        "en": "Answers on AI ethics and AI policy, every sentence with its provision.",
        "ur": "مصنوعی ذہانت کی اخلاقیات اور پالیسی پر جواب، ہر جملہ اپنی شق کے حوالے کے ساتھ۔",
    },
    "interface_language": {"en": "Interface language", "ur": "صفحے کی زبان"},
    "conversation": {"en": "Conversation", "ur": "گفتگو"},
    "welcome": {
        "en": "Ask what the documents say. Each statement of the answer carries a number; it opens the provision "
        "the statement rests on.",
        "ur": "پوچھیے کہ دستاویزات کیا کہتی ہیں۔ جواب کے ہر جملے کے ساتھ ایک نمبر ہوگا؛ اسے دبانے سے وہ شق کھلے گی جس پر "
        "جملہ مبنی ہے۔",
    },
    "question": {"en": "Your question", "ur": "آپ کا سوال"},
    "question_hint": {
        "en": "Ask in English, Urdu or Roman Urdu",
        "ur": "اردو، رومن اردو یا انگریزی میں پوچھیے",
    },
    "send": {"en": "Ask", "ur": "پوچھیے"},
    "new": {"en": "New conversation", "ur": "نئی گفتگو"},
    "civil_servant": {"en": "For a civil servant", "ur": "سرکاری افسر کے لیے"},
    "student": {"en": "For a student", "ur": "طالب علم کے لیے"},
    "journalist": {"en": "For a journalist", "ur": "صحافی کے لیے"},
    "tab_ask": {"en": "Ask", "ur": "پوچھیے"},
    "plain_page": {"en": "Also as a plain page.", "ur": "سادہ صفحے پر بھی۔"},
    "not_done": {"en": "This could not be done:", "ur": "یہ نہ ہو سکا:"},
    "choose_two": {"en": "Choose at least two sources.", "ur": "کم از کم دو ماخذ چنیے۔"},
    "follow_ups": {"en": "Go on from here", "ur": "یہاں سے آگے"},
    "ask_provision": {
        "en": "{source}, {label}: what does it say?",
        "ur": "{source}، {label}: اس میں کیا کہا گیا ہے؟",
    },
    "ask_theme": {
        "en": "{source}: what does it say about {theme}?",
        "ur": "{source}: {theme} کے بارے میں اس میں کیا کہا گیا ہے؟",
    },
    "up": {"en": "👍 Helpful", "ur": "👍 مفید"},
    "down": {"en": "👎 Not helpful", "ur": "👎 مفید نہیں"},
    "reason": {"en": "What was wrong?", "ur": "کیا کمی تھی؟"},
    "reason_incorrect": {"en": "It is wrong", "ur": "غلط ہے"},
    "reason_incomplete": {"en": "Something is missing", "ur": "کچھ رہ گیا ہے"},
    "reason_off_topic": {"en": "It answers another question", "ur": "سوال کا جواب نہیں"},
    "reason_citation": {"en": "A citation does not support it", "ur": "حوالہ بات کی تائید نہیں کرتا"},
    "reason_unclear": {"en": "It is hard to understand", "ur": "سمجھنا مشکل ہے"},
    "reason_language": {"en": "The language is poor", "ur": "زبان اچھی نہیں"},
    "reason_other": {"en": "Something else", "ur": "کچھ اور"},
    "comment": {"en": "In your own words (optional)", "ur": "اپنے الفاظ میں (اختیاری)"},
    "comment_hint": {
        "en": "Kept without your name or question. Please write nothing personal.",
        "ur": "آپ کا نام اور سوال محفوظ نہیں کیا جاتا۔ براہِ کرم ذاتی معلومات نہ لکھیے۔",
    },
    "send_rating": {"en": "Send", "ur": "بھیجیے"},
    "thanks": {"en": "Thank you: this has been kept.", "ur": "شکریہ: آپ کی رائے محفوظ کر لی گئی۔"},
    "not_rated": {"en": "This could not be kept.", "ur": "رائے محفوظ نہ ہو سکی۔"},
    "save": {"en": "Save this answer", "ur": "جواب محفوظ کیجیے"},
    "extent": {"en": "What to save", "ur": "کیا محفوظ کرنا ہے"},
    "extent_one": {"en": "The last answer", "ur": "آخری جواب"},
    "extent_all": {"en": "The whole conversation", "ur": "پوری گفتگو"},
    "as_docx": {"en": "Memo (Word)", "ur": "یادداشت (ورڈ)"},
    "as_markdown": {"en": "Memo (Markdown)", "ur": "یادداشت (مارک ڈاؤن)"},
    "as_html": {"en": "Memo (HTML)", "ur": "یادداشت (ایچ ٹی ایم ایل)"},
    "as_ris": {"en": "References (RIS)", "ur": "حوالوں کی فائل (RIS)"},
    "as_bibtex": {"en": "References (BibTeX)", "ur": "حوالوں کی فائل (BibTeX)"},
    "as_csl-json": {"en": "References (CSL-JSON)", "ur": "حوالوں کی فائل (CSL-JSON)"},
    "as_apa": {"en": "References in APA style", "ur": "حوالے، APA طرز"},
    "as_chicago": {"en": "References in Chicago style", "ur": "حوالے، Chicago طرز"},
    "as_oscola": {"en": "References in OSCOLA style", "ur": "حوالے، OSCOLA طرز"},
    "as_evidence": {"en": "Evidence bundle, to check later", "ur": "ثبوت کی فائل، بعد کی جانچ کے لیے"},
    "saved": {"en": "Ready for ten minutes:", "ur": "دس منٹ کے لیے تیار:"},
    "not_saved": {"en": "The file could not be made.", "ur": "فائل نہ بن سکی۔"},
    "nothing_to_save": {"en": "There is no answer to save yet.", "ur": "ابھی محفوظ کرنے کو کوئی جواب نہیں۔"},
    "on_page": {"en": "See it on the page", "ur": "اصل صفحے پر دیکھیے"},
    "page_image": {
        "en": "Page {page} of the official file with {label} marked; its wording stands above as text.",
        "ur": "سرکاری فائل کا صفحہ {page}، {label} نشان زد؛ اس کا متن اوپر درج ہے۔",
    },
    "how_to_cite": {"en": "How to cite", "ur": "حوالہ کیسے دیں"},
    "cite": {
        "en": "{issuer}, {title} ({status}, {date}), {label}{page}.",
        "ur": "{issuer}، {title} ({status}، {date})، {label}{page}۔",
    },
    "cite_page": {"en": ", p. {page}", "ur": "، صفحہ {page}"},
    "cite_summary": {
        "en": "Cited from Rahnuma’s summary, not from the official text.",
        "ur": "رہنما کے خلاصے سے، سرکاری متن سے نہیں۔",
    },
    "copy_citation": {"en": "Copy the citation", "ur": "حوالہ نقل کیجیے"},
    "copy_answer": {"en": "Copy the answer", "ur": "جواب نقل کیجیے"},
    "choices": {"en": "Language, wording and sources of the answer", "ur": "جواب کی زبان، انداز اور ماخذ"},
    "style": {"en": "Wording", "ur": "انداز"},
    "style_formal": {"en": "Official wording, quoted", "ur": "سرکاری متن کے اقتباس"},
    "style_plain": {"en": "Plain words (our summaries)", "ur": "آسان الفاظ (ہمارے خلاصے)"},
    "answer_language": {"en": "Language of the answer", "ur": "جواب کی زبان"},
    "as_asked": {"en": "As asked", "ur": "سوال کی زبان"},
    "sources": {"en": "Sources to search", "ur": "تلاش کے ماخذ"},
    "sources_hint": {"en": "None ticked: all are searched.", "ur": "کوئی نشان نہ ہو تو سب میں تلاش ہوگی۔"},
    "cards": {"en": "Provisions behind the answer", "ur": "جواب کی بنیاد بننے والی شقیں"},
    "no_cards": {
        "en": "The provisions an answer rests on appear here, each with its wording, page and legal status.",
        "ur": "جن شقوں پر جواب مبنی ہو وہ یہاں دکھائی دیں گی، ہر ایک اپنے متن، صفحے اور قانونی حیثیت کے ساتھ۔",
    },
    "refused_cards": {
        "en": "This answer rests on no provision, so there is none to show.",
        "ur": "یہ جواب کسی شق پر مبنی نہیں، اس لیے دکھانے کو کوئی شق نہیں۔",
    },
    "earlier_cards": {"en": "Provisions of earlier answers", "ur": "پچھلے جوابوں کی شقیں"},
    "searching": {"en": "Searching the documents…", "ur": "دستاویزات میں تلاش جاری ہے…"},
    "understood": {"en": "Understood as:", "ur": "سوال یوں سمجھا گیا:"},
    "nearest": {"en": "Nearest provisions", "ur": "قریب ترین شقیں"},
    "page": {"en": "page {page} of the PDF", "ur": "پی ڈی ایف کا صفحہ {page}"},
    "record_date": {"en": "event of {date}", "ur": "واقعہ: {date}"},
    "official": {"en": "Official text", "ur": "سرکاری متن"},
    "bundled": {"en": "Our summary", "ur": "ہمارا خلاصہ"},
    "plain_summary": {"en": "In plain words (our summary)", "ur": "آسان لفظوں میں (ہمارا خلاصہ)"},
    "ours": {
        "en": "In our words; the official text is on the page of the provision.",
        "ur": "ہمارے الفاظ میں؛ سرکاری متن شق کے صفحے پر ہے۔",
    },
    "no_text": {
        "en": "No wording of this provision is held here; see the publisher.",
        "ur": "اس شق کا متن یہاں موجود نہیں؛ ناشر کے ہاں دیکھیے۔",
    },
    "conflict": {"en": "It is put differently elsewhere", "ur": "دوسری جگہ یہ مختلف ہے"},
    "open_provision": {"en": "Open the provision", "ur": "شق کھولیے"},
    "publisher": {"en": "Publisher’s document", "ur": "ناشر کی دستاویز"},
    "back": {"en": "Back to the answer", "ur": "جواب پر واپس"},
    "new_tab": {"en": "opens in a new tab", "ur": "نئے ٹیب میں کھلے گا"},
    "citation": {"en": "citation {number}", "ur": "حوالہ {number}"},
    "state_official": {
        "en": "Official texts held: quotations are word for word, with their page.",
        "ur": "سرکاری متن موجود ہیں: اقتباسات لفظ بہ لفظ ہیں اور صفحہ نمبر کے ساتھ۔",
    },
    "state_mixed": {
        "en": "Some official texts are held and quoted word for word; for the others answers rest on our own "
        "summaries.",
        "ur": "کچھ سرکاری متن موجود ہیں اور لفظ بہ لفظ نقل ہوتے ہیں؛ باقی کے جواب ہمارے اپنے خلاصوں پر مبنی ہیں۔",
    },
    "state_bundled": {
        "en": "No official text is held here: answers rest on our own summaries. Check the publisher’s text before "
        "you quote.",
        "ur": "یہاں کوئی سرکاری متن موجود نہیں: جواب ہمارے اپنے خلاصوں پر مبنی ہیں۔ نقل کرنے سے پہلے ناشر کا متن دیکھ لیجیے۔",
    },
    "state_not_ready": {
        "en": "Questions cannot be answered right now.",
        "ur": "اس وقت سوالوں کے جواب نہیں دیے جا سکتے۔",
    },
    "failed_429": {
        "en": "Many questions are being answered right now. Try again in a few seconds.",
        "ur": "اس وقت بہت سے سوالوں کے جواب دیے جا رہے ہیں۔ چند سیکنڈ بعد دوبارہ کوشش کیجیے۔",
    },
    "failed_503": {
        "en": "The index of the documents is not ready, so no question can be answered yet.",
        "ur": "دستاویزات کا اشاریہ ابھی تیار نہیں، اس لیے جواب ممکن نہیں۔",
    },
    "failed_413": {"en": "The question is too long.", "ur": "سوال بہت طویل ہے۔"},
    "failed_422": {
        "en": "The question cannot be taken as it is.",
        "ur": "سوال اس صورت میں قبول نہیں ہو سکا۔",
    },
    "failed": {
        "en": "The assistant cannot be reached right now. Please ask again.",
        "ur": "معاون سے اس وقت رابطہ نہیں ہو رہا۔ براہِ کرم دوبارہ پوچھیے۔",
    },
    "kept": {
        "en": "Your question is still in the box.",
        "ur": "آپ کا سوال خانے میں محفوظ ہے۔",
    },
    "footer": {
        "en": "Rahnuma answers only from the sources it names. It is not legal advice.",
        "ur": "رہنما صرف انہی ماخذوں سے جواب دیتا ہے جن کا نام لیتا ہے۔ یہ قانونی مشورہ نہیں۔",
    },
    "skip": {"en": "Skip to the question", "ur": "سیدھا سوال پر جائیے"},
}

STATUSES: Mapping[str, Mapping[Language, str]] = {
    "adopted": {"en": "Adopted", "ur": "منظور شدہ"},
    "approved": {"en": "Approved", "ur": "منظور شدہ"},
    "draft": {"en": "Draft, not in force", "ur": "مسودہ، نافذ نہیں"},
    "consultation_output": {"en": "Consultation output", "ur": "مشاورت کا نتیجہ"},
    "statement": {"en": "Statement", "ur": "بیان"},
    "submission": {"en": "Submission, its author’s view", "ur": "پیش کردہ رائے، مصنف کا مؤقف"},
}

READERS = ("civil_servant", "student", "journalist")

EXAMPLES: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "civil_servant": {
        "en": ("Which body will regulate AI in Pakistan?", "May a government use AI to score its citizens?"),
        "ur": (
            "پاکستان میں مصنوعی ذہانت کو کون سا ادارہ منظم کرے گا؟",
            "کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟",
        ),
    },
    "student": {
        "en": (
            "What does proportionality mean in the UNESCO Recommendation?",
            "What does the draft policy plan for AI education?",
        ),
        "ur": (
            "یونیسکو کی سفارش میں تناسب کا اصول کیا ہے؟",
            "مسودہ پالیسی میں اے آئی کی تعلیم کے لیے کیا منصوبہ ہے؟",
        ),
    },
    "journalist": {
        "en": (
            "What did participants of the 2025 dialogue ask for?",
            "What did Pakistan say about a binding framework on AI?",
        ),
        "ur": (
            "2025 کے مکالمے کے شرکا نے کیا مطالبہ کیا؟",
            "پاکستان نے اے آئی کے لازمی فریم ورک کے بارے میں کیا کہا؟",
        ),
    },
}

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ur": (
        "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون",
        "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
    ),
}  # fmt: skip


def word(name: str, language: Language, **values: object) -> str:
    """Return a wording of the interface, its values filled in."""
    return WORDS[name][language].format(**values)


def as_language(value: object) -> Language:
    """Return a language of the interface; anything unknown is English."""
    return "ur" if value == "ur" else "en"


def status_word(status: str, language: Language) -> str:
    """Speak the legal status of a source; one not known here is shown as it is."""
    spoken = STATUSES.get(status)
    return spoken[language] if spoken else status.replace("_", " ")


def date_words(date: str, language: Language) -> str:
    """Speak an ISO date of any precision: `2021-11-23`, `2023-05`, `2023`; anything else is shown as it is."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return date
    numbers = [int(part) for part in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return date
    spoken = [str(number) for number in numbers[2:]]
    if len(numbers) > 1:
        spoken.append(MONTHS[language][numbers[1] - 1])
    return " ".join([*spoken, parts[0]])
