"""Sentences the assistant says in its own voice, in both languages. None of them states what a document says."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "no_provision": {
        "en": "The documents held here do not say this. Searched: {sources}. None of the provisions that come "
        "nearest answers the question.",
        "ur": "یہاں موجود دستاویزات میں یہ بات نہیں ملی۔ ان میں تلاش کی گئی: {sources}۔ قریب ترین شقوں میں سے کسی میں "
        "اس سوال کا جواب نہیں۔",
    },
    "elsewhere": {
        "en": "Nothing found in {source} says this. Another document comes nearest to it: {nearest}.",
        "ur": "{source} میں یہ بات نہیں ملی۔ ایک اور دستاویز اس کے قریب ترین ہے: {nearest}۔",
    },
    "no_such_place": {
        "en": "{source}: there is no {place}. The numbering runs from {first} to {last}.",
        "ur": "{source}: {place} موجود نہیں۔ وہاں نمبر {first} سے {last} تک ہیں۔",
    },
    "nothing_near": {
        "en": "The documents held here do not say this, and nothing near it was found. Searched: {sources}.",
        "ur": "یہاں موجود دستاویزات میں یہ بات نہیں ملی، نہ اس کے قریب کچھ ملا۔ ان میں تلاش کی گئی: {sources}۔",
    },
    "quote_absent": {
        "en": "Neither these words nor anything near them stand in the official texts held here. Searched: {sources}.",
        "ur": "یہاں موجود سرکاری متون میں نہ یہ الفاظ ہیں اور نہ ان کے قریب کوئی عبارت۔ ان میں تلاش کی گئی: {sources}۔",
    },
    "quote_too_short": {
        "en": "The quotation is too short to be looked up. Give at least four words in a row, as they are printed.",
        "ur": "اقتباس تلاش کے لیے بہت مختصر ہے۔ کم از کم چار مسلسل الفاظ لکھیے، جیسے وہ چھپے ہیں۔",
    },
    "out_of_scope": {
        "en": "This assistant answers questions on the ethics of AI and on AI policy, from the documents held here and "
        "from nothing else. Ask, for example: “May a government use AI to score its citizens?”",
        "ur": "یہ معاون مصنوعی ذہانت کی اخلاقیات اور پالیسی کے سوالوں کا جواب دیتا ہے، صرف یہاں موجود دستاویزات سے۔ "
        "مثلاً پوچھیے: «کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟»",
    },
    "salam": {"en": "Wa alaikum assalam.", "ur": "وعلیکم السلام۔"},
    "greeting": {"en": "Hello.", "ur": "خوش آمدید۔"},
    "how_are_you": {
        "en": "Thank you for asking; all is well here.",
        "ur": "پوچھنے کا شکریہ، یہاں سب خیریت ہے۔",
    },
    "thanks": {"en": "You are welcome.", "ur": "خوشی ہوئی کہ کام آ سکا۔"},
    "noted": {"en": "Very well.", "ur": "بہت خوب۔"},
    "goodbye": {"en": "Goodbye.", "ur": "اللہ حافظ۔"},
    "opinion": {
        "en": "A program has no opinions or wishes of its own.",
        "ur": "ایک پروگرام کی اپنی کوئی رائے یا پسند نہیں ہوتی۔",
    },
    "steering": {
        "en": "That reads as an order to the assistant, not as a question about the documents: it confirms, invents and "
        "writes nothing of its own. Ask what a document says, and you are shown where.",
        "ur": "یہ دستاویزات کے بارے میں سوال نہیں، معاون کے لیے حکم معلوم ہوتا ہے: یہ اپنی طرف سے نہ کسی بات کی تصدیق کرتا ہے، نہ کچھ "
        "گھڑتا یا لکھتا ہے۔ پوچھیے کہ کوئی دستاویز کیا کہتی ہے، تو جگہ بھی دکھائی جائے گی۔",
    },
    "ruling": {
        "en": "No ruling of religion is given here.",
        "ur": "یہاں دینی حکم نہیں بتایا جاتا۔",
    },
    "unclear": {
        "en": "What should the answer be about? Name the subject, for example “children”, “data protection” or "
        "“paragraph 26”.",
        "ur": "جواب کس بارے میں ہونا چاہیے؟ موضوع کا نام لکھیے، مثلاً «بچے»، «ڈیٹا کا تحفظ» یا «پیراگراف 26»۔",
    },
    "unclear_follow_up": {
        "en": "Which question does this follow? No earlier one has reached this assistant; please ask it in full, for "
        "example “What does UNESCO say about children and AI?”",
        "ur": "یہ کس سوال کے بعد کی بات ہے؟ اس سے پہلے کا کوئی سوال یہاں نہیں پہنچا؛ براہِ کرم پورا سوال لکھیے، مثلاً "
        "«بچوں اور اے آئی کے بارے میں یونیسکو کیا کہتا ہے؟»",
    },
    "asked_of": {
        "en": "Your earlier question, “\u2068{before}\u2069”, now asked of: {source}",
        "ur": "آپ کا پچھلا سوال “\u2068{before}\u2069” اب اس دستاویز سے: {source}",
    },
    "asked_about": {
        "en": "What does {source} say about {matter}?",
        "ur": "{matter} کے بارے میں {source} میں کیا ہے؟",
    },
    "asked_further": {
        "en": "Your earlier question was “\u2068{before}\u2069”; now you ask: “\u2068{now}\u2069”",
        "ur": "آپ کا پچھلا سوال تھا: “\u2068{before}\u2069”؛ اب پوچھا گیا: “\u2068{now}\u2069”",
    },
    "asked_simpler": {
        "en": "Your earlier question, “\u2068{before}\u2069”, in simpler words",
        "ur": "آپ کا پچھلا سوال “\u2068{before}\u2069” آسان الفاظ میں",
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
    "says": {"en": "{source} ({status}, {date}){at}:", "ur": "{source} ({status}، {date}){at}:"},
    "reported": {
        "en": "Reported on the {source} ({status}, {date}){at}:",
        "ur": "{source} ({status}، {date}) کے بارے میں رپورٹ{at}:",
    },
    "at": {"en": ", {label}", "ur": "، {label}"},
    "label": {"en": "{label}:", "ur": "{label}:"},
    "yes": {"en": "Yes.", "ur": "جی ہاں۔"},
    "no": {"en": "No.", "ur": "جی نہیں۔"},
    "yes_should": {
        "en": "Yes, it should be so, though it is not put as a must.",
        "ur": "جی ہاں، ایسا ہونا چاہیے، اگرچہ اسے لازم نہیں کہا گیا۔",
    },
    "yes_may": {"en": "Yes, it may.", "ur": "جی ہاں، ایسا ہو سکتا ہے۔"},
    "yes_if": {"en": "Yes, under conditions.", "ur": "جی ہاں، شرائط کے ساتھ۔"},
    "no_should": {"en": "No, it should not.", "ur": "جی نہیں، ایسا نہیں ہونا چاہیے۔"},
    "may_only": {"en": "It may be so, but it need not.", "ur": "ایسا ہو سکتا ہے، مگر لازم نہیں۔"},
    "if_extended": {"en": "Only if it is extended.", "ur": "صرف توسیع کی صورت میں۔"},
    "if_extended_draft": {
        "en": "Under the draft, only if it is extended.",
        "ur": "مسودے کے تحت، صرف توسیع کی صورت میں۔",
    },
    "yes_draft": {"en": "Yes, under the draft.", "ur": "جی ہاں، مسودے کے تحت۔"},
    "no_draft": {"en": "No, not under the draft.", "ur": "جی نہیں، مسودے کے تحت نہیں۔"},
    "yes_should_draft": {
        "en": "Yes, under the draft it should be so, though it is not put as a must.",
        "ur": "جی ہاں، مسودے کے تحت ایسا ہونا چاہیے، اگرچہ اسے لازم نہیں کہا گیا۔",
    },
    "yes_may_draft": {"en": "Yes, under the draft it may.", "ur": "جی ہاں، مسودے کے تحت ایسا ہو سکتا ہے۔"},
    "yes_if_draft": {
        "en": "Yes, under the draft, on conditions.",
        "ur": "جی ہاں، مسودے کے تحت، شرائط کے ساتھ۔",
    },
    "no_should_draft": {
        "en": "No, under the draft it should not.",
        "ur": "جی نہیں، مسودے کے تحت ایسا نہیں ہونا چاہیے۔",
    },
    "unsure": {
        "en": "It is not certain that this answers the question; it is what comes nearest.",
        "ur": "یقین سے نہیں کہا جا سکتا کہ اس میں سوال کا جواب ہے؛ قریب ترین بات یہ ہے۔",
    },
    "quote_exact": {"en": "Yes, word for word.", "ur": "جی ہاں، حرف بہ حرف۔"},
    "quote_exact_elsewhere": {
        "en": "The words are exact, but they stand here and not in the place named.",
        "ur": "الفاظ درست ہیں، مگر وہ یہاں ہیں، بتائی گئی جگہ پر نہیں۔",
    },
    "quote_altered": {
        "en": "No, not in these words. The nearest wording is this.",
        "ur": "جی نہیں، ان الفاظ میں نہیں۔ قریب ترین عبارت یہ ہے۔",
    },
    "quote_other_words": {
        "en": "No: neither these words nor anything near them stand there. What is said on the matter is this.",
        "ur": "جی نہیں: نہ یہ الفاظ وہاں ہیں اور نہ ان کے قریب کوئی عبارت۔ اس بارے میں یہ لکھا ہے۔",
    },
    "quote_elsewhere": {
        "en": "Not in the texts held word for word: neither these words nor anything near them stand there. Of other sources only summaries are held, so the words may be from one of them. What is said on the matter is this.",
        "ur": "جو متن حرف بہ حرف موجود ہیں ان میں نہ یہ الفاظ ملے، نہ ان سے ملتی جلتی کوئی عبارت۔ دوسرے مآخذ کے صرف خلاصے موجود ہیں، اس لیے ممکن ہے الفاظ انہی میں سے کسی کے ہوں۔ اس بارے میں یہ لکھا ہے۔",
    },
    "quote_unavailable": {
        "en": "This cannot be checked word for word, so neither yes nor no: the official text is not held here. Our own summary says this.",
        "ur": "اس کی حرف بہ حرف جانچ نہیں ہو سکتی، اس لیے نہ ہاں نہ نہیں: سرکاری متن یہاں موجود نہیں۔ ہمارے اپنے خلاصے میں یہ ہے۔",
    },
    "differs": {
        "en": "The text has “{text}” where the quotation has “{quote}”.",
        "ur": "متن میں “{text}” ہے، اقتباس میں اس کی جگہ “{quote}”۔",
    },
    "left_out": {
        "en": "The quotation leaves out “{text}”.",
        "ur": "اقتباس میں “{text}” چھوڑ دیا گیا ہے۔",
    },
    "put_in": {
        "en": "The quotation puts in “{quote}”, which the text does not have.",
        "ur": "اقتباس میں “{quote}” بڑھایا گیا ہے، جو متن میں نہیں۔",
    },
    "differs_much": {
        "en": "Text and quotation differ in {count} places.",
        "ur": "متن اور اقتباس میں {count} جگہ فرق ہے۔",
    },
    "goes_on": {"en": "It goes on:", "ur": "آگے لکھا ہے:"},
    "further": {"en": "Further, in the same document:", "ur": "اسی دستاویز میں مزید:"},
    "listed": {
        "en": "{source} names these {count}, in the order of the text:",
        "ur": "{source} میں یہ {count} ہیں، متن کی ترتیب میں:",
    },
    "listed_some": {
        "en": "{source} names {size}; {count} of them, in the order of the text:",
        "ur": "{source} میں یہ کل {size} ہیں؛ ان میں سے {count}، متن کی ترتیب میں:",
    },
    "listed_on": {
        "en": "{source} names {size}; on what you ask, {count} of them, in the order of the text:",
        "ur": "{source} میں یہ کل {size} ہیں؛ پوچھی گئی بات پر ان میں سے {count}، متن کی ترتیب میں:",
    },
    "part": {
        "en": "{source}: “{part}” has {size} parts, in the order of the text:",
        "ur": "{source}: «{part}» کے {size} حصے ہیں، متن کی ترتیب میں:",
    },
    "part_begun": {
        "en": "{source}: “{part}” has {size} parts, each in short, in the order of the text:",
        "ur": "{source}: «{part}» کے {size} حصے ہیں، ہر ایک مختصراً، متن کی ترتیب میں:",
    },
    "part_some": {
        "en": "{source}: “{part}” has {size} parts; the first {count}, each in short, in the order of the text:",
        "ur": "{source}: «{part}» کے {size} حصے ہیں؛ متن کی ترتیب میں پہلے {count}، ہر ایک مختصراً:",
    },
    "read_on": {"en": "The rest, from here on: {link}", "ur": "باقی یہاں سے آگے: {link}"},
    "put": {
        "en": "“{word}” in {source}, {label} ({status})",
        "ur": "{source}، {label} ({status}) میں \u2068“{word}”\u2069",
    },
    "how_put": {"en": "How strongly it is put:", "ur": "بات کس زور سے کہی گئی:"},
    "mentioned": {
        "en": "{source} mentions “{thing}” in these places, in the order of the text ({count}):",
        "ur": "{source} میں «{thing}» کا ذکر ان جگہوں پر ہے، متن کی ترتیب میں ({count}):",
    },
    "mentioned_first": {
        "en": "{source} mentions “{thing}” in {size} places. The first {count}, in the order of the text:",
        "ur": "{source} میں «{thing}» کا ذکر {size} جگہ ہے۔ پہلی {count}، متن کی ترتیب میں:",
    },
    "unmentioned": {
        "en": "The provisions found on this do not mention {detail}. What they say in general:",
        "ur": "اس بارے میں ملنے والی شقوں میں {detail} کا ذکر نہیں۔ عمومی طور پر وہ یہ کہتی ہیں:",
    },
    "later": {"en": "Later version:", "ur": "بعد کا نسخہ:"},
    "approved_later": {"en": "approved only later", "ur": "بعد میں منظور ہوئی"},
    "before_approval": {"en": "Before the approval:", "ur": "منظوری سے پہلے:"},
    "conflict": {"en": "Note a contradiction:", "ur": "ایک تضاد نوٹ کیجیے:"},
    "changed": {"en": "Changed between versions:", "ur": "نسخوں کے درمیان بدلا ہوا:"},
    "no_match": {
        "en": "{source}: no matching provision found. Searched; nearest: {nearest}.",
        "ur": "{source}: کوئی متعلقہ شق نہیں ملی۔ تلاش کی گئی؛ قریب ترین: {nearest}۔",
    },
    "sources_heading": {"en": "Sources", "ur": "مآخذ"},
    "nearest_heading": {"en": "Nearest provisions", "ur": "قریب ترین شقیں"},
    "page": {"en": "page {page}", "ur": "صفحہ {page}"},
    "model_away": {
        "en": "The language model did not answer in time or broke off: this answer is taken from the documents alone.",
        "ur": "زبان کے ماڈل نے وقت پر جواب نہیں دیا یا رک گیا: یہ جواب صرف دستاویزات سے لیا گیا ہے۔",
    },
    "model_broke_off": {
        "en": "The language model stopped before its end: what is shown is what it had written and what was verified.",
        "ur": "زبان کا ماڈل بیچ میں رک گیا: جو دکھایا گیا ہے وہی اس نے لکھا تھا اور اس کی تصدیق ہو چکی ہے۔",
    },
    "model_unproved": {
        "en": "What the language model wrote could not be proved from the provisions: this answer is taken from the "
        "documents alone.",
        "ur": "زبان کے ماڈل کا لکھا ہوا شقوں سے ثابت نہیں ہو سکا: یہ جواب صرف دستاویزات سے لیا گیا ہے۔",
    },
    "model_unset": {
        "en": "No language model is set up here: this answer is taken from the documents alone.",
        "ur": "یہاں زبان کا کوئی ماڈل مقرر نہیں: یہ جواب صرف دستاویزات سے لیا گیا ہے۔",
    },
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


def comma(language: str) -> str:
    """Return what parts the members of a row."""
    return "، " if language == "ur" else ", "


def status_word(status: str, language: str) -> str:
    """Speak the status of a source."""
    return STATUS_WORDS[status]["ur" if language == "ur" else "en"]
