"""References: CSL-JSON of the published vocabulary, BibTeX and RIS that parsers read back, styles with pinpoint."""

import json
import re
from dataclasses import replace
from pathlib import Path

import bibtexparser
import citeproc
import jsonschema
import pytest
import rispy

from assistant.exports.references import csl_items, works
from assistant.exports.styles import STYLES, how_to_cite
from corpus.types import Localised
from tests.exports.conftest import ask, write

# The rules of csl-data.json 1.0.2: an item has id and type; a date is date-parts of one to three numbers;
# a name has family, given or literal. The vocabulary is read from the schema that citeproc-py brings.
RULES = Path(citeproc.__file__).parent / "data/schema/schemas/styles"
STRINGS = {"id", "type", "title", "URL", "language", "note", "number", "genre", "publisher"}


def words(file):
    return set(re.findall(r'"([A-Za-z-]+)"', (RULES / file).read_text(encoding="utf-8")))


def schema():
    variables = words("csl-variables.rnc") | {"id", "type", "language"}
    date = {
        "type": "object",
        "additionalProperties": False,
        "required": ["date-parts"],
        "properties": {
            "date-parts": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
            }
        },
    }
    name = {"type": "object", "additionalProperties": False, "properties": {"literal": {"type": "string"}}}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id", "type"],
            "additionalProperties": False,
            "properties": {
                **{key: {"type": "string"} for key in STRINGS & variables},
                "type": {"enum": sorted(words("csl-types.rnc"))},
                "author": {"type": "array", "items": name},
                "issued": date,
            },
        },
    }


def test_every_source_is_valid_csl_json(catalogue):
    every = [p for table in catalogue.provisions.values() for p in table.values()]
    items = csl_items(works(every, catalogue))
    jsonschema.validate(items, schema())
    assert len({item["id"] for item in items}) == len(items) >= len(catalogue.sources)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**items[0], "type": "decree"}], schema())


def test_a_draft_says_so_in_every_reference(catalogue):
    draft = catalogue.provisions["pakistan-draft-ai-policy-2023"]["4.3.1(I)"]
    for how in how_to_cite(draft, catalogue):
        assert "draft, not in force" in how.citation.plain.lower() + how.entry.plain.lower(), how.style
    assert "Draft, not in force" in csl_items(works([draft], catalogue))[0]["note"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "unesco-recommendation-2021/26",
            {"apa": "para. 26, p. 7", "chicago": "para. 26, p. 7", "oscola": "para 26 <"},
        ),
        ("pakistan-draft-ai-policy-2023/Target-7", {"apa": "Target 7, p. 13", "oscola": "Target 7 (p 13)"}),
        (
            "pakistan-draft-ai-policy-2023/4.3.1(I)",
            {"chicago": "sec. 4.3.1(I), p. 26", "oscola": "s 4.3.1(I) <"},
        ),
        ("unesco-pakistan-dialogue-2025/1", {"apa": "record 1", "chicago": "May 10, 2025, record 1"}),
    ],
)
def test_every_style_has_the_pinpoint(catalogue, key, expected):
    source_id, locator = key.split("/")
    found = {how.style: how for how in how_to_cite(catalogue.provisions[source_id][locator], catalogue)}
    assert set(found) == set(STYLES)
    for style, words_ in expected.items():
        assert words_ in found[style].citation.plain


def test_text_of_a_reference_is_escaped_once(catalogue):
    source = catalogue.sources["unesco-recommendation-2021"]
    hostile = source.model_copy(update={"title": Localised(en="<b>x</b> & y", ur="x")})
    copy = replace(catalogue, sources={source.id: hostile})
    how = how_to_cite(copy.provisions[source.id]["26"], copy)[0]
    assert "<i>&lt;b&gt;x&lt;/b&gt; &amp; y</i>" in how.entry.html
    assert "<b>x</b> & y" in how.entry.plain


def test_bibtex_and_ris_are_read_back(toy_assistant):
    answers = [ask(toy_assistant), ask(toy_assistant, "What does Target 7 say?")]
    library = bibtexparser.parse_string(write(toy_assistant, "bibtex", *answers).decode())
    assert not library.failed_blocks
    entries = {entry.key: entry for entry in library.entries}
    assert entries["unesco-recommendation-2021"]["year"] == "2021"
    assert "Draft, not in force" in entries["pakistan-draft-ai-policy-2023"]["note"]
    records = {r["id"]: r for r in rispy.loads(write(toy_assistant, "ris", *answers).decode())}
    assert records.keys() == entries.keys()
    assert (
        records["unesco-recommendation-2021"]["title"]
        == "Recommendation on the Ethics of Artificial Intelligence"
    )
    assert "Target 7, p. 13" in records["pakistan-draft-ai-policy-2023"]["notes"][0]
    assert records["pakistan-draft-ai-policy-2023"]["type_of_work"] == "Draft, not in force"
    items = json.loads(write(toy_assistant, "csl-json", *answers))
    assert {item["id"] for item in items} == entries.keys()


def test_special_characters_survive_bibtex_and_ris(toy_assistant, catalogue):
    from assistant.exports import formats

    item = csl_items(works([catalogue.provisions["unesco-recommendation-2021"]["26"]], catalogue))[0]
    item |= {"title": "100% {of} a_b & c\\d #1 $5\nTY  - JOUR", "note": "x"}

    class Fake:
        items = [item]  # noqa: RUF012

    library = bibtexparser.parse_string(formats.bibtex(Fake()).decode())
    assert not library.failed_blocks
    assert len(library.entries) == 1
    assert "\\%" in library.entries[0]["title"]
    assert len(rispy.loads(formats.ris(Fake()).decode())) == 1


@pytest.mark.parametrize("style", STYLES)
def test_the_page_of_references(toy_assistant, style):
    page = write(toy_assistant, style, ask(toy_assistant), language="ur").decode()
    assert '<html lang="ur" dir="rtl">' in page
    assert "SHS/BIO/REC-AIETHICS/2021" in page
    assert "26" in page
    assert not re.search(r"<script|<img|<link|src=", page)
