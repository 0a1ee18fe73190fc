"""Memos: opened again as what they claim to be; hostile text stays text."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.exports import pandoc
from assistant.exports.formats import FORMATS, file_name, format_of
from assistant.exports.words import WORDS
from tests.exports.conftest import WRITTEN, ask, write

QUESTIONS = ("What does paragraph 26 say?", "What does Target 7 say?", "section 4.3.1(I)")


def footnotes(docx):
    """Notes of a DOCX that carry text; Word's separators do not."""
    root = zipfile.ZipFile(io.BytesIO(docx)).read("word/footnotes.xml").decode()
    return re.findall(r'<w:footnote w:id="\d+"(?:(?!</w:footnote>).)*</w:footnote>', root, re.DOTALL)[-1000:]


def marks(answers):
    return sum(len(statement.citations) for answer in answers for statement in answer.statements)


@pytest.mark.official
def test_docx_has_one_real_footnote_for_each_citation(official_toy):
    answers = [ask(official_toy, question) for question in QUESTIONS]
    content = write(official_toy, "docx", *answers)
    document = Document(io.BytesIO(content))
    references = list(document.element.body.iter(qn("w:footnoteReference")))
    assert len(references) == marks(answers) >= 3
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for answer in answers:
        assert answer.question in text
        for statement in answer.statements:
            assert " ".join(statement.text.split()) in text
    assert "Drafts are not in force." in text
    assert "Pakistan's draft AI policy (2023)" in text
    assert "22 November 2026" in text
    notes = zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml").decode()
    for reference in references:
        assert f'w:id="{reference.get(qn("w:id"))}"' in notes
    assert b"numRestart" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


@pytest.mark.official
def test_a_provision_cited_again_refers_to_its_first_note(official_toy):
    answer = ask(official_toy)
    page = write(official_toy, "markdown", answer, answer).decode()
    assert re.search(r"\[\^\d+\]: .*paragraph 26.*See note 1\.", page)


def test_urdu_runs_from_the_right_and_english_within_it_from_the_left(toy_assistant):
    answer = ask(toy_assistant, "پیراگراف ۲۶ کیا کہتا ہے؟")
    content = write(toy_assistant, "docx", answer, language="ur")
    document = Document(io.BytesIO(content))
    paragraph = next(
        p for p in document.paragraphs if answer.statements[0].text[:40] in p.text.replace("\u200e", "")
    )
    assert paragraph._p.find(f".//{qn('w:bidi')}") is not None
    runs = {
        run.text.strip(): run._r.find(f".//{qn('w:rtl')}") is not None
        for run in paragraph.runs
        if run.text.strip()
    }
    assert [turned for text, turned in runs.items() if "social scoring" in text] == [False]
    assert all(turned for text, turned in runs.items() if re.search("[\u0600-\u06ff]", text))
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:cs="Urdu Typesetting"' in styles


@pytest.mark.official
def test_english_quotations_in_an_urdu_memo_are_isolated(official_toy):
    answer = ask(official_toy, QUESTIONS[0])
    page = write(official_toy, "html", answer.model_copy(update={"language": "en"}), language="ur").decode()
    assert '<html lang="ur" dir="rtl">' in page
    assert re.search(r'<div dir="ltr" lang="en">.*“', page, re.DOTALL)


def test_a_refusal_names_the_nearest_and_cites_nothing(toy_assistant):
    answer = ask(toy_assistant, "zebra marmalade unicorn trombone")
    page = write(toy_assistant, "markdown", answer).decode()
    assert "[^1]" not in page
    assert "zebra" in page


@pytest.mark.parametrize("name", ["html", "markdown", "docx"])
def test_hostile_questions_stay_text(toy_assistant, name):
    hostile = (
        '<img src=x onerror=alert(1)> [link](https://evil.example) ![](x) paragraph 26 {=html} $x$ "quote'
    )
    answer = ask(toy_assistant, "What does paragraph 26 say?").model_copy(update={"question": hostile})
    content = write(toy_assistant, name, answer)
    if name == "docx":
        assert hostile in "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
        return
    page = content.decode()
    assert "<img" not in page.replace("\\<img", "")
    assert 'href="https://evil.example"' not in page
    if name == "markdown":
        again = pandoc.convert(page, "html5", origin="gfm").decode()
        assert "<img" not in again
        assert ">link</a>" not in again


def test_html_loads_nothing(toy_assistant):
    page = write(toy_assistant, "html", ask(toy_assistant)).decode()
    assert not re.search(r"<script|<img|<link|<iframe|src=|url\(|@import", page)
    assert page.count('role="doc-noteref"') == marks([ask(toy_assistant)])


def test_without_official_files_the_memo_says_so(toy_assistant):
    page = write(toy_assistant, "markdown", ask(toy_assistant)).decode()
    assert "The official text is not held here" in page
    assert "not the official text" in page


def test_every_wording_is_there_in_both_languages():
    for name, texts in WORDS.items():
        assert re.findall(r"{\w+}", texts["en"]) == re.findall(r"{\w+}", texts["ur"]) or name == "made_by"
        assert re.search("[\u0600-\u06ff]", texts["ur"])


def test_names_of_files_are_safe_and_mean_their_format():
    from pathlib import Path

    for name in FORMATS:
        file = file_name(name, WRITTEN.date())
        assert re.fullmatch(r"[a-z0-9.-]+", file)
        assert format_of(Path(file)) == name
    assert format_of(Path("memo.exe")) is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_memo(toy_assistant, tmp_path):
    (tmp_path / "memo.docx").write_bytes(write(toy_assistant, "docx", ask(toy_assistant)))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "html",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "memo.docx"], check=True, capture_output=True, timeout=120
    )
    assert "paragraph 26, page 7" in " ".join((tmp_path / "memo.html").read_text().split())
