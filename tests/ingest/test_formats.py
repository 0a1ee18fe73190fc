"""The readers: the same document in every format gives the same blocks; what must be refused is refused."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.text import letters
from ingest.errors import ReadError
from ingest.formats import read
from ingest.formats.html import number_mark
from ingest.formats.sniff import MAX_BYTES
from tests.fixtures.render import FORMATS, NAMES, Sheet, write

RULE = "<p>Every office keeps a list of its systems.</p>"


def texts(reading):
    return [block.text for block in reading.blocks if block.kind != "furniture"]


@pytest.fixture
def page(tmp_path):
    """Read a web page of this body."""

    def reader(body):
        path = tmp_path / "page.html"
        path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
        return read(path)

    return reader


@pytest.fixture
def markdown(tmp_path):
    def reader(text):
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return reader


# --- the fixtures in every format ---------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_every_format_gives_the_letters_of_the_master(name, suffix, tmp_path):
    master = "".join(letters(text) for text in texts(read(write(name, "md", tmp_path))))
    assert "".join(letters(text) for text in texts(read(write(name, suffix, tmp_path)))) == master


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_every_format_gives_the_headings_of_the_master(name, suffix, tmp_path):
    def headings(path):
        return [(block.level, block.text) for block in read(path).blocks if block.level is not None]

    assert headings(write(name, suffix, tmp_path)) == headings(write(name, "md", tmp_path))


def test_a_pdf_knows_its_pages_and_sets_running_heads_aside(tmp_path):
    reading = read(write("articles", "pdf", tmp_path))
    assert reading.pages == 4
    assert {block.page for block in reading.blocks} == {1, 2, 3, 4}
    furniture = [block.text for block in reading.blocks if block.kind == "furniture"]
    assert furniture.count("Office of publications") == 4
    assert "– 3 –" in furniture
    assert not any("Office of publications" in text for text in texts(reading))


def test_bold_lines_of_a_pdf_in_the_size_of_the_text_are_headings(tmp_path):
    sheet = Sheet()
    sheet.paragraph("Keeping count", font=b"Helvetica-Bold")
    sheet.paragraph("Every office keeps a list of its systems. " * 8)
    sheet.save(tmp_path / "a.pdf")
    first, second = read(tmp_path / "a.pdf").blocks
    assert (first.level, second.level) == (1, None)


# --- HTML ---------------------------------------------------------------------------------------------


def test_html_lists_keep_the_numbers_a_browser_shows(page):
    body = (
        '<ol start="4"><li>Four</li><li value="7">Seven</li><li>Eight</li></ol><ol type="a"><li>A</li></ol>'
    )
    assert texts(page(body)) == ["4. Four", "7. Seven", "8. Eight", "a. A"]


def test_html_inner_lists_are_limbs_of_their_item(page):
    body = "<ol><li>Offices keep:<ul><li>lists</li><li>notes</li></ul></li><li>They publish both.</li></ol>"
    assert texts(page(body)) == ["1. Offices keep:\n• lists\n• notes", "2. They publish both."]


def test_html_tables_come_row_by_row(page):
    reading = page("<table><tr><th>What</th><th>When</th></tr><tr><td>A list</td><td>March</td></tr></table>")
    assert texts(reading) == ["What\nWhen", "A list\nMarch"]
    assert {block.kind for block in reading.blocks} == {"row"}


def test_html_navigation_scripts_and_comments_are_left_out(page):
    body = f"<nav>Menu</nav><header>Shop</header><!-- note --><script>x()</script>{RULE}<footer>Us</footer>"
    assert texts(page(body)) == ["Every office keeps a list of its systems."]


@pytest.mark.parametrize("way", ["hidden", 'style="display: none"', 'style="color:red;visibility:hidden"'])
def test_hidden_text_of_a_page_is_left_out_and_noted(page, way):
    reading = page(f"{RULE}<p {way}>Secret words</p><p>And a <span {way}>hidden</span> word.</p>")
    assert texts(reading) == ["Every office keeps a list of its systems.", "And a word."]
    assert reading.notes == ("17 letters are hidden from readers of the page; they were left out",)


def test_text_outside_of_paragraphs_is_kept(page):
    assert texts(page("Loose words<p>A rule.</p>more<br>and more")) == [
        "Loose words",
        "A rule.",
        "more",
        "and more",
    ]


def test_letters_of_a_page_are_counted_apart_from_its_blocks(page):
    assert page(RULE).letters == len(letters("Every office keeps a list of its systems."))


def test_a_page_of_elements_deep_inside_each_other_is_refused(page):
    assert texts(page("<div>" * 150 + "A rule.")) == ["A rule."]
    with pytest.raises(ReadError, match=r"more than 200 deep|holds no text"):
        page("<div>" * 5000 + "A rule." + "</div>" * 5000)


@pytest.mark.parametrize(
    ("number", "style", "mark"),
    [(4, "1", "4"), (1, "a", "a"), (28, "a", "ab"), (14, "i", "xiv"), (9, "I", "IX")],
)
def test_number_marks(number, style, mark):
    assert number_mark(number, style) == mark


# --- Markdown -----------------------------------------------------------------------------------------


def test_markdown_lists_keep_their_numbers_and_delimiters(markdown):
    text = "4. Four\n\n5. Five\n\nText.\n\n7) Seven\n   1. inner\n   2. more\n\n- point"
    assert texts(markdown(text)) == ["4. Four", "5. Five", "Text.", "7) Seven\n1. inner\n2. more", "• point"]


def test_markdown_syntax_is_not_text(markdown):
    text = "A *strong* **rule** with `code`, a [link](https://example.org/x) and ![a picture](x.png)."
    assert texts(markdown(text)) == ["A strong rule with code, a link and ."]


def test_html_in_markdown_is_shown_as_it_is_written(markdown):
    assert texts(markdown("A <b>rule</b>.")) == ["A <b>rule</b>."]


# --- DOCX ---------------------------------------------------------------------------------------------


def saved(document, tmp_path):
    document.save(tmp_path / "a.docx")
    return read(tmp_path / "a.docx")


def test_word_counts_its_lists_and_so_do_we(tmp_path):
    document = docx.Document()
    for text in ("One", "Two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Between.")
    document.add_paragraph("Three", style="List Number")
    document.add_paragraph("Point", style="List Bullet")
    assert texts(saved(document, tmp_path)) == ["1. One", "2. Two", "Between.", "3. Three", "• Point"]


def test_hidden_text_of_word_is_left_out_and_noted(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Seen. ")
    paragraph.add_run("Unseen.").font.hidden = True
    reading = saved(document, tmp_path)
    assert texts(reading) == ["Seen."]
    assert reading.notes == ("6 letters are hidden or stand twice in the file; they were left out",)


def test_tracked_changes_are_read_as_accepted_and_noted(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Offices ")
    for tag, inner, text in (("w:ins", "w:t", "must"), ("w:del", "w:delText", "may")):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        content.text = text
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    reading = saved(document, tmp_path)
    assert texts(reading) == ["Offices must"]
    assert "tracked changes" in reading.notes[0]


def test_text_in_content_controls_is_read(tmp_path):
    document = docx.Document()
    inside = document.add_paragraph("A rule in a form field.")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside.addprevious(control)
    control.append(content)
    content.append(inside)
    assert texts(saved(document, tmp_path)) == ["A rule in a form field."]


def test_headings_are_found_by_the_outline_level_of_a_house_style(tmp_path):
    document = docx.Document()
    style = document.styles.add_style("Ministry head", 1)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    style.element.get_or_add_pPr().append(level)
    document.add_paragraph("Duties", style="Ministry head")
    assert saved(document, tmp_path).blocks[0].level == 2


# --- refusals -----------------------------------------------------------------------------------------


def good_docx():
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A rule.")
    document.save(buffer)
    return buffer.getvalue()


def package(path, extra=None, drop=(), replace=None):
    """Write a DOCX with parts added, dropped or replaced."""
    with (
        zipfile.ZipFile(io.BytesIO(good_docx())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in drop:
                new.writestr(name, (replace or {}).get(name, old.read(name)))
        for name, data in (extra or {}).items():
            new.writestr(name, data)


def encrypted_pdf():
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>\nstartxref\n%d\n%%%%EOF"
    return data + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer % len(data)


def pages(path, count, text=""):
    sheet = Sheet()
    for _ in range(count - 1):
        sheet.turn()
    if text:
        sheet.paragraph(text)
    sheet.save(path)


def lie_about_size(path):
    """A part that declares one byte and holds a million."""
    package(path, replace={"word/document.xml": b"<" + b" " * 1_000_000})
    data = path.read_bytes()
    path.write_bytes(data.replace((1_000_001).to_bytes(4, "little"), (1).to_bytes(4, "little")))


REFUSED = {
    "encrypted.pdf": (lambda p: p.write_bytes(encrypted_pdf()), "is encrypted; remove its password first"),
    "encrypted.docx": (
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        "is encrypted; remove its password first",
    ),
    "scan.pdf": (lambda p: pages(p, 3), "holds no text: a scan must be put through text recognition"),
    "long.pdf": (lambda p: pages(p, 2001, "Text."), "has 2,001 pages, 2,000 are allowed"),
    "large.pdf": (lambda p: p.write_bytes(b"%PDF-1.4") and _grow(p), "bytes, 50,000,000 are allowed"),
    "broken.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\nnothing of the kind"), "is not a readable PDF"),
    "no.pdf": (lambda p: p.write_text("Just words."), "is not a readable PDF"),
    "broken.docx": (lambda p: p.write_bytes(good_docx()[:900]), "its zip directory cannot be read"),
    "torn.docx": (
        lambda p: package(p, replace={"word/document.xml": b"<w:document><w:body>"}),
        "cannot be read as a Word document",
    ),
    "bare.docx": (lambda p: package(p, drop=("[Content_Types].xml",)), "cannot be read as a Word document"),
    "lying.docx": (lie_about_size, "cannot be read as a Word document"),
    "bomb.docx": (lambda p: package(p, {"word/media/a.xml": b" " * 20_000_000}), "would unpack to far more"),
    "many.docx": (lambda p: package(p, {f"x/{n}": b"" for n in range(5001)}), "would unpack to far more"),
    "macro.docx": (lambda p: package(p, {"word/vbaProject.bin": b"x"}), "carries macros"),
    "macro.docm": (lambda p: package(p), "carries macros"),
    "sheet.docx": (lambda p: package(p, drop=("word/document.xml",)), "is a zip file but no Word document"),
    "old.doc": (
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99),
        "old binary Office file",
    ),
    "page.pdf": (lambda p: p.write_text("<!DOCTYPE html><html>"), "is not a readable PDF|holds a web page"),
    "page.docx": (lambda p: p.write_text("<!DOCTYPE html><html>"), "as a Word document but holds a web page"),
    "paper.md": (lambda p: pages(p, 1, "Text."), "named as plain text but holds a PDF"),
    "data.csv": (lambda p: p.write_text("a,b\n1,2\n"), "of no format known here"),
    "data": (lambda p: p.write_bytes(b"\x7fELF\x00\x01\x02"), "holds control characters"),
    "image.png": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00"), "control characters"),
    "empty.md": (lambda p: p.write_bytes(b""), "is empty"),
    "blank.md": (lambda p: p.write_text(" \n\n "), "is empty"),
    "wordless.html": (lambda p: p.write_text("<html><body><p> </p></body></html>"), "holds no text"),
    "wordless.docx": (lambda p: docx.Document().save(p), "holds no text"),
    "bell.md": (lambda p: p.write_text("1. Ring\x07 the bell."), r"control characters \(U\+0007\)"),
    "late.md": (lambda p: p.write_text("1. Ring. " * 900 + "\x9d"), r"control characters \(U\+009D\)"),
    "latin.md": (lambda p: p.write_bytes(b"caf\xe9"), "is not in UTF-8"),
}


def _grow(path):
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence(name, tmp_path):
    make, sentence = REFUSED[name]
    path = tmp_path / name
    make(path)
    with pytest.raises(ReadError, match=sentence) as caught:
        read(path)
    assert str(caught.value).startswith(name)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ReadError, match="does not exist or is no file"):
        read(tmp_path / "none.pdf")


def test_a_document_without_an_ending_is_told_by_its_content(tmp_path):
    for suffix in ("pdf", "docx", "html"):
        path = write("prose", suffix, tmp_path)
        bare = path.rename(tmp_path / "upload")
        assert read(bare).format == suffix
