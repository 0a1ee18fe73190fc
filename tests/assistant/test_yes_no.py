"""Yes or no: rules, the nearest readers' questions, and how an answer opens."""

from dataclasses import replace

import pytest

from assistant.composition.replying import ANSWERING, UNSETTLED, UNSURE, case_of, opening, told_by_others
from assistant.contrast import forbids, opposed
from assistant.evaluation.checker import LEADS
from assistant.inquiry import Inquiry
from assistant.messages import say
from assistant.polarity import Case, decide
from assistant.yes_no import NEAR_ENOUGH, WEIGHTS_FILE, Signs, YesNo, nearness

U, P = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
AUDIT = f"{P}/4.1.1(XIII)"
SPAN = "The accounts are looked at every year."


def rule(question, span, coverage=1.0, subject=""):
    return decide(Case(question, span, coverage, subject))[1]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("May a government score its citizens?", "AI should not be used for scoring people.", "no"),
        ("Is social scoring banned?", "AI must not be used for scoring people.", "yes"),
        ("Is social scoring banned?", "AI should not be used for scoring people.", None),  # advice is no ban
        ("Is the Recommendation legally binding?", "States apply it on a voluntary basis.", "no"),
        ("Must firms publish audits?", "Reports shall be made public.", "yes"),
        ("May firms ask for help?", "They may ask for help.", "yes"),
        ("Can a ministry skip the audit?", "Every ministry shall hold the audit.", "no"),
        ("May firms ask only the largest clients?", "They may ask for help.", None),
        ("Was the fund set up?", "The fund was not set up by then.", "no"),
        ("Is the fund audited or not?", "The fund is audited.", None),
        ("Is the fund audited by courts, or by a firm?", "The fund is audited by courts.", None),
        ("Must firms publish audits?", "Firms need not publish audits, reports should not be secret.", None),
        ("کیا حکومت لوگوں کو اسکور کر سکتی ہے؟", "AI should not be used for scoring people.", None),
        ("Is social scoring banned?", "AI may help cities.", None),
    ],
)
def test_what_the_rules_say(question, text, answer):
    assert rule(question, text) == answer


def test_a_question_in_urdu_is_compared_by_its_english_twin():
    question, text = "کیا حکومت لوگوں کو اسکور کر سکتی ہے؟", "AI should not be used for scoring people."
    assert rule(question, text, 0.0, "May a government score people?") == "no"


def test_a_fact_is_affirmed_only_by_a_span_that_holds_what_is_asked():
    question, text = "Is the fund audited by courts?", "The fund is audited by courts."
    assert rule(question, text, coverage=0.9) == "yes"
    assert rule(question, text, coverage=0.3) is None


def test_words_of_negation_that_deny_nothing():
    text = "States should hold reviews, including but not limited to audits."
    assert rule("Should states hold reviews?", text) == "yes"


def test_should_not_is_no_ban():
    span = "Nobody should be rated: social scoring should not be done by a government."
    assert rule("Is social scoring banned?", span) is None
    assert rule("Is social scoring banned?", "Social scoring is prohibited.") == "yes"
    assert rule("May a government use AI for social scoring?", span) == "no"


def test_a_limiting_word_that_the_text_has_too_limits_nothing():
    text = "The committee may review the progress every six months."
    assert rule("Can the committee review progress every six months?", text) == "yes"
    assert rule("Can the committee review progress every week?", "The committee may review progress.") is None


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("Is the report kept secret?", "Will the report be public?", True),
        ("کیا رپورٹ خفیہ رہے گی؟", "کیا رپورٹ شائع ہوگی؟", True),
        ("kya report khufia hogi?", "kya report shaya hogi?", True),
        ("Is the report public?", "Will the report be published?", False),
        ("May public servants keep it secret?", "Is it kept secret?", False),
    ],
)
def test_words_of_opposite_sense(one, other, opposite):
    assert opposed(one, other) is opposite
    assert opposed(other, one) is opposite


@pytest.mark.parametrize("question", ["Is it banned?", "کیا یہ ممنوع ہے؟", "kya yeh mana hai?"])
def test_what_asks_for_a_ban(question):
    assert forbids(question)
    assert not forbids("Is it allowed? کیا اس کی اجازت ہے؟ kya ijazat hai?")


# --- the nearest readers' questions ---------------------------------------------------------------------------------


@pytest.fixture
def yes_no(toy_assistant, tmp_path):
    """Weights by which the nearest question decides alone, for the toy encoder."""
    names = [name for name in Signs.__dataclass_fields__ if not name.startswith("near")]
    lines = ["bias = 0.0", "threshold = 0.6", "[weights]", "near_yes = 4.0", "near_no = -4.0"]
    lines += [f"{name} = 0.0" for name in names]
    identity = toy_assistant.snapshot.manifest.encoders["multilingual"]
    lines += ["[meaning]", f'identity = "{identity}"', f"weights = {[0.0] * 64}"]
    file = tmp_path / "weights.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return YesNo(toy_assistant.retriever, file)


def asked(catalogue, reply, language):
    """A reader's question with that reply, and its provision's key."""
    return next(
        (question, key)
        for key, replies in catalogue.replies.items()
        for question, given in replies.items()
        if given == reply
        and question in catalogue.provisions[key.partition("/")[0]][key.partition("/")[2]].questions[language]
        and yes_or_no_alone(question)
    )


def yes_or_no_alone(question):
    return not forbids(question) and not any(word in question for word in (" or ", " یا ", " ya "))


@pytest.mark.parametrize("language", ["en", "ur", "ur-Latn"])
@pytest.mark.parametrize("reply", ["yes", "no"])
def test_a_question_that_a_reader_has_asked_gets_the_reply_it_has(yes_no, catalogue, reply, language):
    question, key = asked(catalogue, reply, language)
    assert yes_no.reply(Case(question, SPAN, 0.0, "the same"), key) == reply


def test_the_reply_to_whether_it_is_allowed_turns_round_for_whether_it_is_forbidden(yes_no):
    key = f"{U}/26"
    signs = yes_no.signs(Case("Is it forbidden: may a government use AI to score its citizens?", SPAN), key)
    plain = yes_no.signs(Case("May a government use AI to score its citizens?", SPAN), key)
    assert plain.near_no > plain.near_yes
    assert signs.near_yes > signs.near_no


def test_a_question_that_is_asked_of_another_provision_gets_no_reply(yes_no, catalogue):
    question, _ = asked(catalogue, "yes", "en")
    assert yes_no.reply(Case(question, SPAN), AUDIT) is None


@pytest.mark.parametrize(
    "question",
    [
        "Is the fund audited by courts, or by a firm?",
        "کیا فنڈ کا آڈٹ عدالت کرتی ہے یا کوئی ادارہ؟",
        "Does the draft say who audits the fund?",
    ],
)
def test_where_yes_would_not_tell_what_is_asked_nothing_is_said(yes_no, question):
    assert yes_no.reply(Case(question, "The fund is audited by courts, or by a firm."), AUDIT) is None


def test_no_yes_to_what_the_text_says_the_opposite_of(yes_no):
    question = "Will the public be able to read NAIF's audit report?"
    assert yes_no.reply(Case(question, "The report shall be made public."), AUDIT) == "yes"
    assert yes_no.reply(Case(question, "The report shall be kept secret."), AUDIT) is None


def test_meaning_alone_is_no_ground():
    none = Signs(*[0.0] * len(Signs.__dataclass_fields__))
    assert not none.carry("yes")
    assert replace(none, rule_no=1.0).carry("no")
    near = nearness(NEAR_ENOUGH + 0.01)
    assert replace(none, near_yes=near).carry("yes")
    assert not replace(none, near_yes=near, near_no=2 * near).carry("yes")


def test_without_weights_for_the_encoder_the_rules_speak_alone(toy_assistant):
    rules = YesNo(toy_assistant.retriever, WEIGHTS_FILE)
    span = "Reports shall be made public."
    assert rules.reply(Case("Must firms publish audits?", span), AUDIT) == "yes"
    assert rules.reply(Case("کیا رپورٹ لازمی ہے؟", span, 1.0, "Must firms publish audits?"), AUDIT) is None


# --- how an answer opens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "span", "reply", "lead"),
    [
        ("Must users be told?", "Users should be told.", "yes", "yes_should"),
        ("کیا بتانا لازمی ہے؟", "Users should be told.", "yes", "yes_should"),
        ("kya batana zaroori hai?", "Users should be told.", "yes", "yes_should"),
        ("Should users be told?", "Users should be told.", "yes", "yes"),
        ("Must users be told?", "Users shall be told.", "yes", "yes"),
        ("Must the committee meet?", "The committee may meet.", "yes", "may_only"),
        ("کیا کمیٹی کا ملنا ضروری ہے؟", "The committee may meet.", "yes", "may_only"),
        ("Can the committee meet?", "The committee may meet.", "yes", "yes_may"),
        ("کیا کمیٹی مل سکتی ہے؟", "The committee may meet.", "yes", "yes_may"),
        ("May courts use it?", "Sufficient safeguards are needed where courts use it.", "yes", "yes_if"),
        (
            "کیا عدالتیں اسے استعمال کر سکتی ہیں؟",
            "Sufficient safeguards are needed in courts.",
            "yes",
            "yes_if",
        ),
        ("May a state score people?", "People should not be scored.", "no", "no_should"),
        ("کیا ریاست لوگوں کو نمبر دے سکتی ہے؟", "People should not be scored.", "no", "no_should"),
        ("May a state score people?", "People shall not be scored.", "no", "no"),
        ("Is sharing mandatory?", "For ministries the guidelines can be made mandatory.", "yes", "may_only"),
        ("Must ministries share data?", "Ministries are obliged to share data.", "yes", "yes"),
        ("Is it mandatory to share data?", "The plan counts on shared data.", "yes", "says"),
    ],
)
def test_an_answer_opens_as_strongly_as_the_text_speaks(catalogue, question, span, reply, lead):
    assert opening(Case(question, span), reply, catalogue.source(U), named=True) == lead


def test_what_a_draft_lays_down_is_said_to_be_in_a_draft(catalogue):
    draft, case = catalogue.source(P), Case("Will firms be audited?", "Firms shall be audited.")
    assert opening(case, "yes", draft, named=False) == "yes_draft"
    assert opening(case, "yes", draft, named=True) == "yes"  # the question says so itself
    assert opening(case, "yes", catalogue.source(U), named=False) == "yes"
    fact = Case("Is Pakistan in the index?", "Pakistan is in the index.")
    assert opening(fact, "yes", draft, named=False) == "yes"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Were women consulted on the draft?", True),
        ("Did Harbour Watch say that women were consulted?", False),
    ],
)
def test_what_somebody_wrote_is_told_by_others_unless_it_is_asked_of_them(question, told):
    assert told_by_others(Case(question, "According to Harbour Watch, women were not consulted.")) is told
    assert not told_by_others(Case(question, "Women were not consulted."))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_opening_is_spoken_and_known_to_the_independent_checker(language):
    for name in {*ANSWERING, UNSETTLED, UNSURE, "quote_elsewhere"}:
        assert say(name, language) in LEADS


@pytest.mark.parametrize(
    ("question", "language", "bare"),
    [
        ("Is the fund audited or not?", "en", "Is the fund audited?"),
        ("کیا فنڈ کا آڈٹ ہوتا ہے یا نہیں؟", "ur", "کیا فنڈ کا آڈٹ ہوتا ہے؟"),
        ("fund ka audit hota hai ya nahi?", "ur-Latn", "fund ka audit hota hai?"),
        ("Is it so?", "en", "Is it so?"),
    ],
)
def test_or_not_asks_no_more(toy_assistant, question, language, bare):
    inquiry = Inquiry(question, "en", language, rephrased=question)
    evidence = toy_assistant.composer.bench.writer.evidence
    case = case_of(inquiry, toy_assistant.snapshot.provisions[AUDIT], evidence)
    assert case is not None
    assert case.question == bare
