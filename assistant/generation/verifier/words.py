"""Tables of words that decide what a sentence commits to: strength, negation, limits, opposites."""

from __future__ import annotations

from collections.abc import Mapping

STRENGTH: Mapping[str, str] = {
    **dict.fromkeys(("should", "ought"), "should"),
    **{modal: modal for modal in ("shall", "must", "may", "might", "can", "could", "will", "would")},
    **dict.fromkeys("encourage encourages encouraged encouraging encouragement".split(), "encourage"),
    **dict.fromkeys(
        "need needs needed necessary necessitates essential requisite prerequisite precondition".split(),
        "need",
    ),
    **dict.fromkeys("require requires required requiring obliged obligated obligation".split(), "need"),
    **dict.fromkeys("obligations mandatory compulsory".split(), "need"),
    **dict.fromkeys("recommend recommends recommended".split(), "recommend"),
}
"""Word -> class of strength. Two words of one class say the same."""
PROSPECTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("able ability possible possibility possibly".split(), ("can",)),
    **dict.fromkeys("potential potentially risk risks likely".split(), ("can", "may", "might", "could")),
}
"""Words that describe what a word of strength says: of the same action a statement may say it with the latter."""
ENABLING = frozenset("enable enables enabled enabling allow allows allowed allowing let lets letting".split())
"""Verbs of which it follows that something can be done."""
WEAK = frozenset("can could may might".split())
"""Classes that have to rest on a word of strength of their own."""
SUBORDINATE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("can", "could", "would"), frozenset(STRENGTH.values())),
    "will": frozenset({"shall"}),
}
"""Class that may go -> classes of which one has to stay."""
URDU_STRENGTH: Mapping[str, str] = {
    **dict.fromkeys(("چاہیے", "چاہئے", "چاہیئے", "چاہییے", "چاہییں", "چاہئیں"), "should"),
    **dict.fromkeys(("لازم", "لازمی", "ضروری", "پابند"), "must"),
    **dict.fromkeys(("گا", "گی", "گے"), "will"),
    **dict.fromkeys(("سکتا", "سکتی", "سکتے", "سکے", "سکیں", "سکا", "سکی"), "may"),
    **dict.fromkeys(("حوصلہ", "ترغیب"), "encourage"),
}
MODALS = frozenset({"should", "ought", "shall", "must", "may", "might", "can", "could", "will", "would"})
ENGLISH_NEGATORS = frozenset("not no never none neither nor without nobody nothing nowhere hardly".split())
PROHIBITING = frozenset(
    """prohibit prohibits prohibited prohibiting prohibition forbid forbids forbidden ban bans banned refuse refuses
    refused reject rejects rejected""".split()
)
"""Verbs that deny all they are said of."""
AVOIDING = frozenset("avoid avoids avoided avoiding prevent prevents prevented preventing".split())
"""Verbs that deny the next thing said only."""
ABSENT = frozenset("lack lacks lacking lacked missing absent absence fail fails failing".split())
"""Words that tell of what is not there."""
LESSENING = frozenset(
    """against combat combats combating counter fight fights fighting eliminate eliminates eliminated eliminating minimize
    minimizes minimizing reduce reduces reducing mitigate mitigates mitigating tackle tackles tackling stop stops
    stopping hinder hinders""".split()
)
"""Words that want less of what follows."""
PHRASE_ENDS = frozenset("to for by with throughout through during across over into so".split())
"""Words at which what is avoided or shunned ends."""
URDU_NEGATORS = frozenset("نہیں نہ مت بغیر بلا ممنوع منع ناجائز نا".split())
PREVENTION = frozenset("prevention avoidance minimization mitigation elimination".split())
"""Nouns made of such verbs: what they are said of stands before or after them."""
BREAKS = frozenset(
    "but plus unless except if while whereas although though because since however so which who whose where when".split()
)
DUTIES = frozenset(
    "duty duties task tasks responsibility responsibilities function functions mandate".split()
)
"""Words that tell that what is named has to be done."""
LACKING = frozenset("without بغیر بلا".split())
"""Words that deny a phrase and not the clause around it."""
URDU_JOINTS = frozenset("اور یا بلکہ ، ,".split())
URDU_FINITE = frozenset(
    """ہے ہیں تھا تھی تھے گا گی گے چاہیے چاہئیں چاہییں جائے جائیں کرے کریں ہو ہوں ہوا ہوئی ہوئے دے دیں لے لیں سکے سکیں
    سکتا سکتی سکتے گیا گئی گئے کیا دیا کرتا کرتی کرتے لیتا لیتی لیتے دیتا دیتی دیتے ہوتا ہوتی ہوتے رہے رہا رہی پڑتا پڑتی
    پڑتے نہیں""".split()
)
"""Last words of Urdu clauses: a joint after one of them begins another clause."""
URDU_BREAKS = frozenset("لیکن مگر اگر لہٰذا لہذا کہ جہاں وہاں تو جبکہ کیونکہ تاہم البتہ ورنہ جو".split())
"""Words at which the reach of a negation ends."""
LIMITS: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(said.split()), frozenset(f"{said} {held}".split()))
    for said, held in (
        ("only solely exclusively merely exactly limited", ""),
        (
            "always every all each any annually entire entirely whole wholly full fully complete completely",
            "annual yearly throughout across nationwide regardless overall universal whatever no none never nothing",
        ),
        ("mandatory compulsory required obligatory", "requisite necessary needed require requires"),
        ("instead rather", ""),
        ("صرف محض فقط", ""),
        ("ہمیشہ ہر تمام سب مکمل پورے پوری کل", ""),
    )
)
"""Words that narrow or widen a statement, and with them the words of which the sentences near must have one."""
LEGAL: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(said.split()), frozenset(f"{said} {held}".split()))
    for said, held in (
        ("law laws legal legally lawful legislation legislative illegal unlawful statutory", ""),
        ("binding bind binds bound obligatory enforceable", ""),
        ("enacted enact ratified passed approved adopted approve approval", "adopt adoption"),
        ("penalty penalties fine fines punishable criminal crime punishment sanction sanctions", ""),
        ("قانون قانونی قوانین قانوناً", ""),
        ("سزا جرم جرمانہ", ""),
        ("منظور منظوری منظورشدہ نافذ", ""),
    )
)
"""Words of legal weight, and with them the words of which the provision must have one."""
FUNCTION = frozenset(
    """yet but even although though well ones being among amongst including include includes via within per plus etc
    throughout through during toward towards upon thus thereby whether atmost atleast notonly notlimited especially""".split()
)
"""Words without content beside the stopwords of the index."""
CONDITIONS = frozenset("unless except".split())
"""Words that open an exception; a statement may not lose one."""
HYPOTHESES = frozenset("if اگر بشرطیکہ سوائے ماسوائے الا".split())
CASES = frozenset("where when case cases instance instances provided circumstances".split())
"""Words that open a condition in other words."""
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"hundred": "100", "thousand": "1000", "million": "1000000"}
ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
NUMBER_WORDS |= {word: str(value) for value, word in enumerate(ORDINALS, 2)}
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS = "one two three four five six seven eight nine".split()
NUMBER_WORDS |= {ten: str(10 * i) for i, ten in enumerate(TENS, 2)}
NUMBER_WORDS |= {f"{t}-{u}": str(10 * i + j) for i, t in enumerate(TENS, 2) for j, u in enumerate(UNITS, 1)}
URDU_NUMBER_WORDS: Mapping[str, str] = {
    "دو": "2", "تین": "3", "چار": "4", "پانچ": "5", "چھ": "6", "سات": "7", "آٹھ": "8", "دس": "10",
    "بیس": "20", "تیس": "30", "چالیس": "40", "پچاس": "50", "ہزار": "1000",
}  # fmt: skip
OPPOSITES = """atleast=atmost more=atmost less=atleast fewer=atleast increase=decrease increase=reduce more=less more=fewer least=most minimum=maximum high=low higher=lower
    strengthen=weaken promote=hinder promote=undermine protect=endanger protect=harm encourage=discourage allow=prohibit
    permit=prohibit allow=forbid permit=forbid include=exclude public=private national=provincial federal=provincial
    internal=external before=after positive=negative benefit=harm beneficial=harmful inclusive=exclusive
    centralized=decentralized formal=informal voluntary=mandatory temporary=permanent transparent=opaque open=closed
    accept=reject support=oppose safe=unsafe equal=unequal direct=indirect complete=incomplete short=long enable=disable
    enable=prevent accessible=inaccessible always=never all=none all=some every=no male=female men=women boys=girls
    rural=urban early=late first=last old=new start=end begin=end expand=limit upper=lower local=foreign local=global
    explicit=implicit simple=complex success=failure gain=lose win=lose buy=sell rich=poor strong=weak same=different
    agree=disagree involve=exclude raise=reduce raise=lower widen=narrow replace=complement
    replace=supplement like=dislike good=bad better=worse best=worst large=small fast=slow easy=difficult easy=hard
    supervised=unsupervised efficient=inefficient effective=ineffective possible=impossible able=unable known=unknown
    friend=enemy happy=sad remember=forget arrive=leave come=go""".split()
"""Words of opposite meaning; a statement may not have one where its source has the other."""
SYNONYMS = tuple(
    group.split()
    for group in """help assist support facilitate aid=use utilize utilise employ harness=give provide offer grant supply
    get receive obtain gain=raise increase elevate=start begin initiate launch commence=keep retain maintain preserve
    show display demonstrate=tell inform notify=spread proliferate disseminate=create establish construct build
    assess evaluate examine judge appraise=address tackle combat fight counter=country countries state
    company enterprise firm business corporation=person people individual=forum fora=priority prioritize prioritise
    law legislation=disclose reveal=erase delete=main major key chief=choose select=annual annually yearly
    operate function run=student learner pupil=mandatory compulsory obligatory=suit suitable appropriate suitability
    promote foster advance=protect safeguard guard=decrease cut diminish reduce=involve engage
    cooperate cooperation collaborate collaboration=comply adhere=achieve attain reach=collect gather
    worldwide global globally=register registration=digitize digitalize digital digitization
    voluntary voluntarily=remove removal=analyse analyze analysis=respect observe=danger risk hazard
    negative adverse harm harmful=join participate participation=oversee supervise oversight=fund finance""".replace(
        "\n", "="
    ).split("=")
)
"""Words of which one may be said for another."""
FORMS = tuple(
    group.split()
    for group in """decide decision=apply application=notice notification=reduce reduction=explain explanation
    respond response=expand expansion=extend extension=exclude exclusion=perceive perception=provide provision
    submit submission=grow growth=choose choice=lose loss=describe description=produce product=equity equal
    safe safety=strong strength strengthen=poor poverty=free freedom=child children=woman women female=man men male
    environment environmental=society social societal=technology technological=science scientific
    economy economic=health healthy healthcare=medicine medical=worker workforce=automatic automate automation
    treat treatment=intervene intervention=emerge emergence=represent representation=participate participatory
    rely reliance reliable=trust trustworthy trustworthiness=store storage=own ownership=empower empowerment
    literate literacy=know knowledge=succeed success=define definition=deny denial=threat threaten=divide division
    clear clarify clarity=simple simplify=autonomous autonomy=democratic democracy
    judicial judiciary=program programme=organization organisation=center centre=labor labour=behavior behaviour
    recognize recognise recognition=optimize optimise optimal=pay payment=deliver delivery=discover discovery
    verify verification=certify certification=identify identification=classify classification
    specify specification=intensify intensive=modify modification=regulate regulatory=advise advice advisory
    acquire acquisition=expose exposure=close closure=fail failure=create creation=destroy destruction
    introduce introduction=emit emission=permit permission=admit admission=transmit transmission=intend intention
    citizen citizenship=partner partnership=comply compliance compliant=maintain maintenance=legal law
    involve involvement=frequent frequency=urgent urgency=diverse diversity=add addition
    precaution precautionary""".replace("\n", "=").split("=")
)
"""Forms of one word that its stem does not join, and two spellings of it."""
