"""Lists: found where a question asks for one as a whole, and only there; some of them, and narrowed ones."""

import pytest

from assistant.composition.enumeration import enumeration
from assistant.composition.evidence import Span
from assistant.evaluation.checker import AnswerChecker
from assistant.items import items_of
from assistant.lists import find_list, member_counted_to, narrowing, number_asked
from assistant.mentions import Mentions, thing_mentioned
from assistant.naming import named_sources
from assistant.schemas import Question
from assistant.verify import violations
from corpus import Provision
from ingest.passages import introduction, sentences


def asked_list(question, catalogue):
    named = named_sources(question, catalogue)
    return find_list(question, catalogue, frozenset(named or catalogue.sources))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Name the values the UNESCO Recommendation is built on.", ("unesco", 4)),
        ("pillars of the draft policy?", ("pakistan", 4)),
        ("Which pillars does the approved 2025 policy have?", ("pakistan", 1)),
        ("What are the five pillars discussed in the dialogue?", ("unesco", 1)),
        ("سفارش کی چار اقدار بتائیں", ("unesco", 4)),
        ("unesco ke 10 principles ki list do", ("unesco", 10)),
        ("2025 wali policy ke pillars", ("pakistan", 1)),
        ("Please tell me any two of the values of UNESCO", ("unesco", 4)),
        ("Which national initiatives does the draft start in hospitals and schools?", ("pakistan", 8)),
        ("۲۰۲۵ والی پالیسی کے اہداف کیا ہیں؟", ("pakistan", 2)),
        ("On what set of values does the UNESCO Recommendation rest? Name every one.", ("unesco", 4)),
        ("unesco 2021 ki values (principles nahi) kon kon si hain", ("unesco", 4)),
        ("draft policy 2023 k saray national targets batao assignment hai", ("pakistan", 15)),
        ("Of the fifteen targets in the draft, give me only those for 2024.", ("pakistan", 15)),
        ("What qualities do the national targets have?", None),
        ("AI directorate kis ke neeche kaam karta hai?", None),
        ("Which of the ten principles deals with privacy of children?", None),
        ("Which initiatives does the draft propose for raising awareness?", None),
        ("Are the principles binding?", None),
        ("What are the eleven principles?", None),
        ("What are the recommendations on gender?", None),
        ("In the draft's list of acronyms, what is NITB?", None),
        ("How many principles does UNESCO have?", ("unesco", 10)),
        ("Draft mein kitne targets hain?", ("pakistan", 15)),
        ("How many patents do the draft's targets speak of?", None),
        ("How many members may the board of the fund have?", None),
        ("pillars kitne hain draft mein?", ("pakistan", 4)),
    ],
)
def test_a_list_is_found_where_it_is_asked_for_as_a_whole(question, found, catalogue):
    structure = asked_list(question, catalogue)
    assert (structure and (structure.source_id.split("-")[0], len(structure.members))) == found


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Give me three of UNESCO's principles", 3),
        ("Name 2 examples of UNESCO principles", 2),
        ("کوئی چار اصول بتا دیں", 4),
        ("koi do nahi, koi 5 usool batao", 5),
        ("What are the ten principles?", 10),
        ("What are the principles?", 10),
        ("What are the four principles?", 0),
    ],
)
def test_so_many_members_are_asked_for(question, number, catalogue):
    principles = next(one for one in catalogue.lists if "ten principles" in one.names)
    assert number_asked(question, principles) == number


@pytest.mark.parametrize(
    ("question", "topic", "years"),
    [
        ("Which targets of the draft are due by 2026?", "", {"2026"}),
        ("List all targets on skills in the 2023 draft", "skills", set()),
        ("خواتین سے متعلق کون سے اہداف ہیں؟", "خواتین", set()),
        ("What are the targets?", "", set()),
    ],
)
def test_what_a_list_is_narrowed_to(question, topic, years, catalogue):
    assert narrowing(question, catalogue) == (topic, years)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Which clauses of the draft mention the sandbox?", "sandbox"),
        ("Where does UNESCO speak of older persons?", "older persons"),
        ("Every paragraph that refers to Indigenous Peoples", "Indigenous Peoples"),
        ("سفارش کی کن شقوں میں بچوں کا ذکر ہے؟", "بچوں"),
        ("UNESCO ke kin paragraphs mein khawateen ka zikr hai", "khawateen"),
        ("What does paragraph 68 say about liability?", ""),
        ("Which paragraphs are there?", ""),
        ("Which UNESCO paragraphs protect children from AI?", "children"),
        ("Which paragraphs cover gender equality?", "gender equality"),
        ("بچوں کو اے آئی سے بچانے کے لیے یونیسکو کے کون کون سے پیراگراف ہیں؟", "بچوں"),
    ],
)
def test_every_mention_of_a_thing_is_asked_for(question, thing, catalogue):
    assert thing_mentioned(question, catalogue) == thing


def provision(locator, *parts, **fields):
    return Provision(
        source_id="s", locator=locator, kind="clause", section="a", heading=("Rules",), text="\n".join(parts),
        parts=parts, **fields,
    )  # fmt: skip


def test_mentions_are_looked_for_in_every_form_and_language():
    table = [
        provision("1", "A child may refuse."),
        provision("2", "Patients may refuse.", summaries={"ur": "مریض انکار کر سکتے ہیں۔"}),
        provision("3", "Chilled rooms for older persons."),
    ]
    mentions = Mentions({one.key: one for one in table})

    def found(thing, language="en"):
        return [one.locator for one in mentions.find(thing, ["s"], language)]

    assert found("children") == ["1"]
    assert found("children or patients") == ["1", "2"]
    assert found("older persons") == ["3"]
    assert found("older patients") == []
    assert found("بچوں", "ur") == ["1"]
    assert found("مریض", "ur") == ["2"]
    assert mentions.find("children", ["another"], "en") == []


LIMBS = provision(
    "9",
    "The board meets. A member may be removed for:",
    "(a) absence from more than three meetings of the board within one year without good cause being shown to it in writing beforehand;",
    "(b) acts that are contrary to the interests of the fund, of those who pay into it, or of those whom it is meant to serve:",
    "(i) taking money for a vote, in whatever form and from whomever it comes, on or off the premises of the fund;",
    "(ii) hiding an interest in a matter that comes before the board, or that of a relative, friend or partner;",
    "(c) failing the yearly test that every member of the board has to take.",
    "The chair decides.",
)


def test_a_limb_keeps_its_own_introduction_after_limbs_of_limbs():
    governing = {span.split()[0]: introduction(LIMBS, span) for span in sentences(LIMBS)}
    assert governing["(a)"] == governing["(c)"] == "A member may be removed for:"
    assert governing["The"] is None
    assert governing["(ii)"] == governing["(i)"] != governing["(a)"]


def test_all_limbs_are_shown_where_one_is_relevant():
    places = {span.split()[0]: place for place, span in enumerate(sentences(LIMBS))}
    spans = [Span(span, place, 0.1, 0.0) for place, span in enumerate(sentences(LIMBS))]
    best = Span(spans[places["(c)"]].text, places["(c)"], 0.9, 0.5)
    others = [span for span in spans if span.place != best.place]
    assert enumeration(LIMBS, [best, *others]) == range(places["(a)"], places["(c)"] + 1)
    assert enumeration(provision("1", "All is well."), [Span("All is well.", 0, 0.9, 1.0)]) is None


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("“It may:” … “(a) lend; (b) buy; or (c) sell.”", ["“(a) lend;", "(b) buy; or", "(c) sell.”"]),
        ("Gaps include pay; posts; schools.", ["pay;", "posts;", "schools."]),
        ("مثالیں: الف؛ ب؛ ج۔", ["الف؛", "ب؛", "ج۔"]),
        ("One thing; and another.", []),
        ("He came; he saw; he won.", []),
    ],
)
def test_items_say_what_the_statement_says(text, items):
    introduced, found = items_of(text)
    assert found == items
    assert " ".join([introduced, *found]).replace("… ", "") == text.replace("… ", "")


@pytest.mark.parametrize(
    ("question", "opening", "locators"),
    [
        ("Name three of UNESCO's ten principles", "names 10; 3 of them", ["25", "27", "28"]),
        ("Which targets of the draft are on scholarships?", "names 15; on what you ask, 1 of them", None),
        ("Which ministries does the draft involve?", "names these 6", None),
        ("All targets about sandboxes", "names 15; on what you ask", None),
        (
            "Which paragraphs of UNESCO mention robots?",
            "mentions “robots” in these places",
            ["119", "125", "126", "128"],
        ),
    ],
)
def test_a_list_says_how_much_of_it_is_shown(question, opening, locators, toy_assistant):
    answer = toy_assistant.answer(Question(question=question))
    assert opening in answer.answer
    assert violations(answer, toy_assistant.snapshot.provisions) == []
    checker = AnswerChecker(toy_assistant.snapshot.provisions, toy_assistant.catalogue)
    assert checker.check(answer.model_dump(mode="json")).clean
    if locators:
        assert [citation.locator for citation in answer.citations] == locators


@pytest.mark.parametrize(
    "question",
    [
        "Which of UNESCO's values is about nature?",
        "What does the fourth pillar of the draft policy cover?",
        "sandboxing comes under which draft pillar?",
        "مسودے کا دوسرا ستون کیا کرے گا؟",
        "draft ka chotha pillar kis bare mein",
    ],
)
def test_who_asks_for_one_member_asks_for_no_list(catalogue, question):
    sources = frozenset({"unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"})
    assert find_list(question, catalogue, sources) is None


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("Which of UNESCO's values are there?", 4),
        ("First tell me the pillars of the draft policy", 4),
        ("مسودے کے ستون کون کون سے ہیں؟", 4),
        ("All targets about sandboxes", 15),
    ],
)
def test_who_asks_for_several_still_has_the_list(catalogue, question, size):
    found = find_list(
        question, catalogue, frozenset({"unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"})
    )
    assert found is not None
    assert len(found.members) == size


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What does the fourth pillar of the draft policy cover?", "pakistan-draft-ai-policy-2023/3.4.1.4"),
        ("What is the second principle of the UNESCO Recommendation?", "unesco-recommendation-2021/27"),
        ("اہداف میں سے تیسرا ہدف کیا ہے؟", "pakistan-draft-ai-policy-2023/Target-3"),
        ("unesco ki pehli qadr kya hai", "unesco-recommendation-2021/13"),
        ("What is the ninth value of UNESCO?", None),
        ("What comes first, the values or the principles?", None),
        ("Who is the third speaker?", None),
    ],
)
def test_a_question_may_count_to_a_member(catalogue, question, key):
    assert member_counted_to(question, catalogue, frozenset(catalogue.sources)) == key
