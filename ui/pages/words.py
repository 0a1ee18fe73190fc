"""Every sentence of the plain pages in both languages. None of them states what a document says."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.schemas import Language
from ui.words import WORDS

PAGE_WORDS: Mapping[str, Mapping[Language, str]] = {
    "skip": {"en": "Skip to the content", "ur": "سیدھا متن پر جائیے"},
    "main_navigation": {"en": "Pages", "ur": "صفحات"},
    "ask": {"en": "Ask", "ur": "پوچھیے"},
    "search": {"en": "Search", "ur": "تلاش"},
    "quote": {"en": "Check a quotation", "ur": "اقتباس جانچیے"},
    "compare": {"en": "Compare", "ur": "موازنہ"},
    "coverage": {"en": "Coverage", "ur": "احاطہ"},
    "sources": {"en": "Sources", "ur": "مآخذ"},
    "themes": {"en": "Themes", "ur": "موضوعات"},
    "glossary": {"en": "Glossary", "ur": "فرہنگ"},
    "other_language": {"en": "اردو", "ur": "English"},
    "footer": {
        "en": "Rahnuma shows only the sources it names. It is not legal advice.",
        "ur": "رہنما صرف انہی مآخذ کو دکھاتا ہے جن کا نام لیتا ہے۔ یہ قانونی مشورہ نہیں۔",
    },
    # --- sources
    "sources_lead": {
        "en": "The documents that answers rest on, each with its legal status.",
        "ur": "وہ دستاویزات جن پر جواب مبنی ہیں، ہر ایک اپنی قانونی حیثیت کے ساتھ۔",
    },
    "provision_count": {"en": "{count} provisions", "ur": "{count} شقیں"},
    "held": {"en": "Official text held", "ur": "سرکاری متن موجود"},
    "not_held": {"en": "Our summaries only", "ur": "صرف ہمارے خلاصے"},
    "issuer": {"en": "Issued by", "ur": "جاری کنندہ"},
    "status": {"en": "Status", "ur": "حیثیت"},
    "publisher": {"en": "At the publisher", "ur": "ناشر کے ہاں"},
    "file_hash": {"en": "SHA-256 of the official file", "ur": "سرکاری فائل کا SHA-256"},
    "outline": {"en": "Outline", "ur": "خاکہ"},
    # --- provision
    "place": {"en": "Place in the document", "ur": "دستاویز میں مقام"},
    "page_of": WORDS["page"],
    "pages_of": {"en": "pages {page}–{end} of the PDF", "ur": "پی ڈی ایف کے صفحات {page} تا {end}"},
    "without_page": {"en": "a record without a page", "ur": "بغیر صفحے کا اندراج"},
    "page_when_held": {
        "en": "page known once the official file is held",
        "ur": "صفحہ سرکاری فائل ملنے پر معلوم ہوگا",
    },
    "official_text": {"en": "Official text", "ur": "سرکاری متن"},
    "no_official_text": {
        "en": "The official text is not held here. Read it at the publisher before you quote.",
        "ur": "سرکاری متن یہاں موجود نہیں۔ نقل کرنے سے پہلے ناشر کے ہاں پڑھیے۔",
    },
    "record_text": {
        "en": "No official text belongs to this source: it is recorded in our own words, from public reports.",
        "ur": "اس ماخذ کا کوئی سرکاری متن نہیں: یہ عوامی رپورٹوں سے ہمارے اپنے الفاظ میں درج ہے۔",
    },
    "column_description": {"en": "Description", "ur": "تفصیل"},
    "column_current_state": {"en": "Current state", "ur": "موجودہ صورت"},
    "column_desired_state": {"en": "Desired state", "ur": "مطلوبہ صورت"},
    "column_timeline": {"en": "Timeline", "ur": "مدت"},
    "plain_words": {"en": "In plain words", "ur": "آسان لفظوں میں"},
    "our_summary": {
        "en": "Our own summary, not the official text.",
        "ur": "یہ ہمارا اپنا خلاصہ ہے، سرکاری متن نہیں۔",
    },
    "on_the_page": {"en": "On the page", "ur": "اصل صفحے پر"},
    "page_image": {
        "en": "Page {page} of the official file, {label} marked in yellow. Its wording stands above as text.",
        "ur": "سرکاری فائل کا صفحہ {page}، {label} پیلے رنگ سے نشان زد۔ اس کا متن اوپر درج ہے۔",
    },
    "open_image": {"en": "Open page {page} in full size", "ur": "صفحہ {page} پورے سائز میں کھولیے"},
    "contradictions": WORDS["conflict"],
    "sides": {"en": "The places:", "ur": "مقامات:"},
    "refers_to": {"en": "Refers to", "ur": "یہ شق جن کا حوالہ دیتی ہے"},
    "referred_by": {"en": "Referred to by", "ur": "جو شقیں اس کا حوالہ دیتی ہیں"},
    "related": {"en": "Cross-references", "ur": "باہمی حوالے"},
    "terms_here": {"en": "Terms used here", "ur": "یہاں استعمال ہونے والی اصطلاحات"},
    "stands_for": {"en": "stands for {words}", "ur": "مکمل نام: {words}"},
    "cite": {"en": "How to cite", "ur": "حوالہ کیسے دیں"},
    "cite_styles": {
        "en": "In the styles APA, Chicago and OSCOLA",
        "ur": "اے پی اے، شکاگو اور آسکولا کے اسلوب میں",
    },
    "cite_line": WORDS["cite"],
    "permalink": {
        "en": "Permanent link to this wording",
        "ur": "اس متن کا مستقل لنک",
    },
    "permalink_hint": {
        "en": "It carries the first characters of the text’s hash and fails loudly if the text behind it ever changes.",
        "ur": "اس میں متن کے ہیش کے ابتدائی حروف شامل ہیں؛ متن بدل جائے تو یہ لنک صاف بتا دے گا۔",
    },
    "hash": {"en": "SHA-256 of the text", "ur": "متن کا SHA-256"},
    "hash_of_summary": {"en": "SHA-256 of our English summary", "ur": "ہمارے انگریزی خلاصے کا SHA-256"},
    "checked": {
        "en": "The text is the one this link was made for.",
        "ur": "متن وہی ہے جس کے لیے یہ لنک بنایا گیا تھا۔",
    },
    "neighbours": {"en": "Neighbouring provisions", "ur": "ساتھ کی شقیں"},
    "previous": {"en": "Previous", "ur": "پچھلی"},
    "next": {"en": "Next", "ur": "اگلی"},
    # --- changed
    "changed": {
        "en": "The text behind this link has changed",
        "ur": "اس لنک کے پیچھے کا متن بدل چکا ہے",
    },
    "changed_lead": {
        "en": "This link was made for another wording of {label}, {source}. Do not take the present text for the one "
        "that was cited. A text changes when its file is replaced, or when an official text takes the place of our "
        "summary.",
        "ur": "یہ لنک {source}، {label} کے کسی اور متن کے لیے بنایا گیا تھا۔ موجودہ متن کو وہ متن نہ سمجھیے جس کا حوالہ دیا گیا "
        "تھا۔ متن تب بدلتا ہے جب فائل بدل جائے، یا ہمارے خلاصے کی جگہ سرکاری متن آ جائے۔",
    },
    "gone": {"en": "The text behind this link is gone", "ur": "اس لنک کے پیچھے کا متن اب موجود نہیں"},
    "gone_lead": {
        "en": "There is no such provision any more.",
        "ur": "ایسی کوئی شق اب یہاں نہیں۔",
    },
    "hash_wanted": {"en": "Hash in the link", "ur": "لنک میں درج ہیش"},
    "hash_found": {"en": "Hash of the present text", "ur": "موجودہ متن کا ہیش"},
    "hash_none": {"en": "none", "ur": "کوئی نہیں"},
    "see_present": {"en": "See the present text", "ur": "موجودہ متن دیکھیے"},
    # --- themes and glossary
    "themes_lead": {
        "en": "Every provision is filed under one to four themes by hand.",
        "ur": "ہر شق ہاتھ سے ایک تا چار موضوعات کے تحت رکھی گئی ہے۔",
    },
    "group_value": {"en": "Values", "ur": "اقدار"},
    "group_principle": {"en": "Principles", "ur": "اصول"},
    "group_policy_area": {"en": "Policy areas", "ur": "پالیسی شعبے"},
    "group_cross_cutting": {"en": "Cross-cutting", "ur": "مشترک موضوعات"},
    "none_filed": {
        "en": "No provision of this source is filed here.",
        "ur": "اس ماخذ کی کوئی شق یہاں درج نہیں۔",
    },
    "glossary_lead": {
        "en": "Terms and acronyms of the documents, explained in our own words.",
        "ur": "دستاویزات کی اصطلاحات اور مخففات، ہمارے اپنے الفاظ میں۔",
    },
    "defined_in": {"en": "See", "ur": "دیکھیے"},
    # --- search
    "search_label": {"en": "Words or a question", "ur": "الفاظ یا سوال"},
    "in_source": {"en": "In", "ur": "کہاں"},
    "every_source": {"en": "All sources", "ur": "تمام مآخذ"},
    "search_do": {"en": "Search", "ur": "تلاش کیجیے"},
    "results": {"en": "{count} provisions, best first", "ur": "{count} شقیں، بہترین پہلے"},
    "nothing_found": {"en": "Nothing was found.", "ur": "کچھ نہیں ملا۔"},
    # --- quotation check
    "quote_lead": {
        "en": "Paste a quotation; every word is compared with the official texts. No model is involved.",
        "ur": "اقتباس یہاں لکھیے؛ ہر لفظ کا سرکاری متن سے موازنہ ہوگا۔ اس میں کوئی ماڈل شامل نہیں۔",
    },
    "quote_label": {"en": "The quotation", "ur": "اقتباس"},
    "attributed_to": {"en": "Attributed to", "ur": "کس سے منسوب ہے"},
    "any_source": {"en": "Any source", "ur": "کوئی بھی ماخذ"},
    "locator_label": {"en": "Provision, if one was named, e.g. 26", "ur": "شق، اگر بتائی گئی ہو، مثلاً 26"},
    "quote_do": {"en": "Check", "ur": "جانچیے"},
    "verdict_exact": {"en": "Exact", "ur": "لفظ بہ لفظ درست"},
    "verdict_exact_elsewhere": {"en": "Exact, but elsewhere", "ur": "درست، مگر کسی اور جگہ"},
    "verdict_altered": {"en": "Altered", "ur": "بدلا ہوا"},
    "verdict_absent": {"en": "Not found", "ur": "موجود نہیں"},
    "verdict_unavailable": {"en": "Cannot be checked here", "ur": "یہاں جانچ ممکن نہیں"},
    "verdict_too_short": {"en": "Too short to tell", "ur": "فیصلے کے لیے بہت مختصر"},
    "compared": {"en": "The official wording, compared", "ur": "سرکاری متن سے موازنہ"},
    "diff_key": {
        "en": "[− −] stands only in the official text, [+ +] only in the quotation.",
        "ur": "[− −] صرف سرکاری متن میں ہے، [+ +] صرف اقتباس میں۔",
    },
    "only_text": {"en": "only in the text:", "ur": "صرف متن میں:"},
    "only_quote": {"en": "only in the quotation:", "ur": "صرف اقتباس میں:"},
    "weighty": {"en": "Words that change the meaning", "ur": "معنی بدلنے والے الفاظ"},
    "mark_number": {"en": "number", "ur": "عدد"},
    "mark_negation": {"en": "negation", "ur": "نفی"},
    "mark_modal": {"en": "strength of duty", "ur": "لزوم کا درجہ"},
    "change_missing": {"en": "left out", "ur": "چھوٹ گیا"},
    "change_added": {"en": "put in", "ur": "بڑھایا گیا"},
    "change_omitted": {"en": "behind the ellipsis", "ur": "نقطوں میں حذف"},
    "near_summaries": {"en": "Where to look", "ur": "کہاں دیکھیے"},
    # --- comparison
    "compare_lead": {
        "en": "What two or more sources say on a topic, side by side. An empty cell says what was searched.",
        "ur": "ایک موضوع پر دو یا زیادہ مآخذ ساتھ ساتھ۔ خالی خانہ بتاتا ہے کہ کہاں تلاش کی گئی۔",
    },
    "topic_label": {"en": "Topic, in a few words", "ur": "موضوع، چند الفاظ میں"},
    "compare_sources": {"en": "Sources to compare (two to six)", "ur": "موازنے کے مآخذ (دو تا چھ)"},
    "compare_do": {"en": "Compare", "ur": "موازنہ کیجیے"},
    "comparison_on": {"en": "On “{topic}”", "ur": "«{topic}» پر"},
    "theme": {"en": "Theme", "ur": "موضوع"},
    "no_theme": {"en": "Not under a theme", "ur": "کسی موضوع کے بغیر"},
    "mark_key": {
        "en": "Marked: words of duty underlined, negations boxed.",
        "ur": "نشان زد: لزوم کے الفاظ خط کشیدہ، نفی خانے میں۔",
    },
    "nearest": {"en": "Nearest, not on the topic:", "ur": "قریب ترین، مگر موضوع پر نہیں:"},
    "beforehand": {"en": "Before you compare", "ur": "موازنے سے پہلے"},
    # --- coverage
    "coverage_lead": {
        "en": "How many provisions of each source are filed under each theme. Choose a number to read them.",
        "ur": "ہر موضوع کے تحت ہر ماخذ کی کتنی شقیں ہیں۔ پڑھنے کے لیے عدد چنیے۔",
    },
    "coverage_table": {"en": "Provisions by theme and source", "ur": "موضوع اور ماخذ کے لحاظ سے شقیں"},
    "coverage_key": {
        "en": "The stronger the colour of a cell, the larger the share of its source’s provisions: up to 2.5 %, 5 %, 10 %, 20 %, more.",
        "ur": "خانے کا رنگ جتنا نمایاں، اس ماخذ کی شقوں کا حصہ اتنا زیادہ: 2.5 %، 5 %، 10 %، 20 % تک، اور اس سے زیادہ۔",
    },
    "cell_name": {
        "en": "provisions of {source} on {theme}",
        "ur": "شقیں: {source}، موضوع {theme}",
    },
    "cell_name_1": {
        "en": "provision of {source} on {theme}",
        "ur": "شق: {source}، موضوع {theme}",
    },
    "silent": {"en": "Where a source is silent", "ur": "جہاں ماخذ خاموش ہے"},
    "silent_on": {"en": "{source}: no provision filed under", "ur": "{source}: ان موضوعات پر کوئی شق نہیں"},
    "silent_nowhere": {
        "en": "{source}: a provision under every theme shown",
        "ur": "{source}: ہر موضوع پر شق موجود",
    },
    "coverage_sources": {"en": "Sources shown", "ur": "دکھائے گئے مآخذ"},
    "coverage_groups": {"en": "Themes shown", "ur": "دکھائے گئے موضوعات"},
    "coverage_do": {"en": "Show", "ur": "دکھائیے"},
    "percent": {"en": "{share} % of the source", "ur": "ماخذ کا {share} %"},
    "comma": {"en": ", ", "ur": "، "},
    # --- refusals
    "problem": WORDS["not_done"],
    "refused": {"en": "Something failed", "ur": "کوئی خرابی پیش آئی"},
    "refused_404": {"en": "Not found", "ur": "نہیں ملا"},
    "refused_422": {
        "en": "The request cannot be taken as it is",
        "ur": "درخواست اس صورت میں قبول نہیں ہو سکی",
    },
    "refused_429": {
        "en": "Many requests are being answered right now",
        "ur": "اس وقت بہت سی درخواستیں ہیں",
    },
    "refused_503": {"en": "The index is not ready", "ur": "اشاریہ ابھی تیار نہیں"},
    "bad_hash": {
        "en": "The link carries no valid hash: it needs 12 to 64 characters of 0–9 and a–f",
        "ur": "لنک میں درست ہیش نہیں: 0–9 اور a–f کے 12 تا 64 حروف درکار ہیں",
    },
}
