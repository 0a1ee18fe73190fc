"""The memo's own words, in both languages. None of them states what a document says."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {"en": "Memo: what the documents say", "ur": "یادداشت: دستاویزات کیا کہتی ہیں"},
    "date": {"en": "Date: {date}", "ur": "تاریخ: {date}"},
    "made_by": {
        "en": "Written by Rahnuma {version} from the snapshot {snapshot}.",
        "ur": "رہنما {version} نے اسنیپ شاٹ {snapshot} سے تیار کی۔",
    },
    "sources": {"en": "Sources and their status", "ur": "مآخذ اور ان کی حیثیت"},
    "status": {"en": "Status: {status}, {date}.", "ur": "حیثیت: {status}، {date}۔"},
    "not_in_force": {
        "en": "Drafts are not in force. Nor does a consultation output, a submission or a statement bind anybody. "
        "Of this kind: {titles}.",
        "ur": "مسودے نافذ نہیں ہوتے۔ مشاورت کا نتیجہ، پیش کردہ رائے یا بیان بھی کسی پر لازم نہیں۔ اس نوعیت کے مآخذ: {titles}۔",
    },
    "official": {
        "en": "Quoted from the official file {name}, SHA-256 {sha256}.",
        "ur": "اقتباسات سرکاری فائل {name} سے ہیں، SHA-256 {sha256}۔",
    },
    "bundled": {
        "en": "The official text is not held here: what is said of it rests on our own summaries.",
        "ur": "سرکاری متن یہاں موجود نہیں: اس کے بارے میں بات ہمارے اپنے خلاصوں پر مبنی ہے۔",
    },
    "question": {"en": "Question {number}", "ur": "سوال {number}"},
    "left_out": {
        "en": "The question is left out: it held personal data.",
        "ur": "سوال درج نہیں: اس میں ذاتی معلومات تھیں۔",
    },
    "no_provision": {
        "en": "The documents that were searched do not say this. The nearest provisions, none of which answers the "
        "question:",
        "ur": "جن دستاویزات میں تلاش کی گئی ان میں یہ بات نہیں ملی۔ قریب ترین شقیں، جن میں سے کوئی سوال کا جواب نہیں دیتی:",
    },
    "unanswered": {"en": "This question was not answered.", "ur": "اس سوال کا جواب نہیں دیا گیا۔"},
    "summary_note": {
        "en": "In our own words; not the official text.",
        "ur": "ہمارے اپنے الفاظ میں؛ سرکاری متن نہیں۔",
    },
    "again": {"en": "See note {number}.", "ur": "دیکھیے حاشیہ {number}۔"},
    "checked": {
        "en": "Words in quotation marks stand in the cited provision word for word; this was checked when the memo was "
        "written. Everything else is the assistant’s own wording and never the official text.",
        "ur": "واوین میں درج الفاظ حوالہ شدہ شق میں لفظ بہ لفظ موجود ہیں؛ یادداشت لکھتے وقت اس کی جانچ کی گئی۔ باقی سب معاون کے "
        "اپنے الفاظ ہیں، سرکاری متن نہیں۔",
    },
    "places": {"en": "As cited in the text or in a footnote", "ur": "متن یا حاشیے میں حوالے کی صورت"},
    "references": {"en": "References: {style}", "ur": "حوالہ جات: {style}"},
}


def word(name: str, language: str, /, **values: str) -> str:
    """Return a wording in a language, its values filled in."""
    return WORDS[name]["ur" if language == "ur" else "en"].format(**values)
