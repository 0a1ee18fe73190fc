"""What the quotation check says of its finding, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.schemas import Bilingual

TEXTS: Mapping[str, tuple[str, str]] = {
    "exact": (
        "Word for word as in {place}.",
        "یہ الفاظ حرف بہ حرف {place} میں موجود ہیں۔",
    ),
    "times": (
        "The words stand in {count} places.",
        "یہ الفاظ {count} جگہ آئے ہیں۔",
    ),
    "exact_elsewhere": (
        "The words are exact, but they stand in {place}, not in {named}.",
        "الفاظ درست ہیں، مگر یہ {place} میں ہیں، {named} میں نہیں۔",
    ),
    "altered": (
        "Not the wording of the text. The nearest is in {place}; the differences are marked.",
        "یہ متن کے اصل الفاظ نہیں۔ قریب ترین عبارت {place} میں ہے؛ فرق نشان زد ہے۔",
    ),
    "missing": ("Left out: {words}.", "چھوٹے ہوئے الفاظ: {words}۔"),
    "added": ("Put in: {words}.", "بڑھائے ہوئے الفاظ: {words}۔"),
    "omitted": (
        "The ellipsis leaves out {words} in the middle of a sentence: read the whole of it.",
        "حذف کے نقطوں میں جملے کے بیچ سے {words} نکل گیا ہے: پورا جملہ پڑھیے۔",
    ),
    "punctuation": (
        "The words agree; the punctuation or the spacing differs.",
        "الفاظ وہی ہیں؛ فرق اوقاف یا وقفے کا ہے۔",
    ),
    "beside": (
        "The words agree; the edge of a word, a printed number or a reference mark differs.",
        "الفاظ وہی ہیں؛ فرق لفظ کے کنارے، شق کے نمبر یا حوالے کے نشان کا ہے۔",
    ),
    "order": (
        "Every part stands in the text, but not in this order.",
        "ہر ٹکڑا متن میں موجود ہے، مگر اس ترتیب سے نہیں۔",
    ),
    "absent": (
        "Neither these words nor anything near them stand in {sources}.",
        "نہ یہ الفاظ اور نہ ان کے قریب کوئی عبارت {sources} میں ملی۔",
    ),
    "not_searched": (
        "Not searched, because the official text is not held here: {sources}.",
        "ان کا سرکاری متن یہاں موجود نہیں، اس لیے ان میں تلاش نہیں ہوئی: {sources}۔",
    ),
    "unavailable": (
        "Not checked: the official text of {source} is not held here. "
        "That does not mean that the words are missing from it.",
        "جانچ نہیں ہوئی: {source} کا سرکاری متن یہاں موجود نہیں۔ اس کا یہ مطلب نہیں کہ یہ الفاظ اس میں نہیں ہیں۔",
    ),
    "unavailable_all": (
        "Not checked: no official text is held here. "
        "That does not mean that the words are missing from the documents.",
        "جانچ نہیں ہوئی: یہاں کسی ماخذ کا سرکاری متن موجود نہیں۔ اس کا یہ مطلب نہیں کہ یہ الفاظ دستاویزات میں نہیں ہیں۔",
    ),
    "but_exact": (
        "The words stand exactly in {place}.",
        "یہ الفاظ ہو بہو {place} میں موجود ہیں۔",
    ),
    "nearest": (
        "The provisions listed come nearest by our own summaries; read their wording at the publisher.",
        "ہمارے اپنے خلاصوں کے لحاظ سے درج شقیں قریب ترین ہیں؛ ان کے اصل الفاظ ناشر کے ہاں پڑھیے۔",
    ),
    "too_short": (
        "Too short to tell: give at least {least} words in a row. Occurrences in {where}: {count}.",
        "فیصلے کے لیے بہت مختصر: کم از کم {least} متصل الفاظ دیجیے۔ {where} میں تعداد: {count}۔",
    ),
}
PAGE = (", page {page}", "، صفحہ {page}")
PAGES = (", pages {page}–{end}", "، صفحات {page} تا {end}")
PLACE = ("{source}, {label}", "{source}، {label}")
HELD = ("the official texts held here", "یہاں موجود سرکاری متون")
LIST = (", ", "، ")


def say(name: str, **values: Bilingual | str | int) -> Bilingual:
    """A sentence in both languages; a value that is bilingual goes in by language."""
    english, urdu = TEXTS[name]
    return Bilingual(en=english.format(**_in("en", values)), ur=urdu.format(**_in("ur", values)))


def both(pair: tuple[str, str], **values: Bilingual | str | int) -> Bilingual:
    """Fill a pair of templates."""
    return Bilingual(en=pair[0].format(**_in("en", values)), ur=pair[1].format(**_in("ur", values)))


def joined(texts: list[Bilingual], separator: tuple[str, str] = (" ", " ")) -> Bilingual:
    """Put texts one behind the other."""
    return Bilingual(en=separator[0].join(t.en for t in texts), ur=separator[1].join(t.ur for t in texts))


def _in(language: str, values: Mapping[str, Bilingual | str | int]) -> dict[str, str | int]:
    return {
        name: (value.ur if language == "ur" else value.en) if isinstance(value, Bilingual) else value
        for name, value in values.items()
    }
