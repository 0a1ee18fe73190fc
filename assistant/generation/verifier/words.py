"""Tables of words that decide what a sentence commits to: strength, negation, limits, opposites."""

from __future__ import annotations

from collections.abc import Mapping

STRENGTH: Mapping[str, str] = {
    **dict.fromkeys(("should", "ought"), "should"),
    **{modal: modal for modal in ("shall", "must", "may", "might", "could", "will", "would")},
    **dict.fromkeys(("can", "able", "possible", "possibility"), "can"),
    **dict.fromkeys("encourage encourages encouraged encouraging encouragement".split(), "encourage"),
    **dict.fromkeys("need needs needed necessary necessitates".split(), "need"),
    **dict.fromkeys(
        "require requires required requiring requisite obliged obligated obligation".split(), "need"
    ),
    **dict.fromkeys("obligations mandatory compulsory".split(), "need"),
    **dict.fromkeys("recommend recommends recommended".split(), "recommend"),
}
"""Word -> class of strength. Two words of one class say the same."""
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
URDU_NEGATORS = frozenset("نہیں نہ مت بغیر بلا ممنوع منع ناجائز نا".split())
BREAKS = frozenset(
    "but unless except if while whereas although though because since however so which who whose where when".split()
)
URDU_BREAKS = frozenset("لیکن مگر اگر جبکہ کیونکہ تاہم البتہ ورنہ جو".split())
"""Words at which the reach of a negation ends."""
ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "only solely exclusively merely exactly limited",
        "always every all each any annually cases entire entirely whole wholly full fully complete completely",
        "law laws legal legally lawful legislation legislative illegal unlawful statutory",
        "binding bind binds bound obligatory enforceable",
        "mandatory compulsory required obligatory",
        "enacted enact ratified passed approved adopted approve adopt adoption approval",
        "penalty penalties fine fines punishable criminal crime punishment sanction sanctions",
        "صرف محض فقط",
        "ہمیشہ ہر تمام سب مکمل پورے پوری کل",
        "قانون قانونی قوانین قانوناً",
        "سزا جرم جرمانہ",
        "منظور منظوری منظورشدہ نافذ",
    )
)
"""Groups of words that narrow or widen a statement or give it legal weight. One of a group may be said only where
the source has one of the same group."""
CONDITIONS = frozenset("unless except".split())
"""Words that open an exception; a statement may not lose one."""
HYPOTHESES = frozenset("if اگر بشرطیکہ سوائے ماسوائے الا".split())
NUMBER_WORDS: Mapping[str, str] = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "thousand": "1000", "million": "1000000"}
URDU_NUMBER_WORDS: Mapping[str, str] = {
    "دو": "2", "تین": "3", "چار": "4", "پانچ": "5", "چھ": "6", "سات": "7", "آٹھ": "8", "دس": "10",
    "بیس": "20", "تیس": "30", "چالیس": "40", "پچاس": "50", "ہزار": "1000",
}  # fmt: skip
OPPOSITES = """increase=decrease increase=reduce more=less more=fewer least=most minimum=maximum high=low higher=lower
    strengthen=weaken promote=hinder promote=undermine protect=endanger protect=harm encourage=discourage allow=prohibit
    permit=prohibit allow=forbid permit=forbid include=exclude public=private national=provincial federal=provincial
    internal=external before=after positive=negative benefit=harm beneficial=harmful inclusive=exclusive
    centralized=decentralized formal=informal voluntary=mandatory temporary=permanent transparent=opaque open=closed
    accept=reject support=oppose safe=unsafe equal=unequal direct=indirect complete=incomplete short=long enable=disable
    enable=prevent accessible=inaccessible always=never all=none all=some every=no male=female men=women boys=girls
    rural=urban early=late first=last old=new start=end begin=end expand=limit upper=lower local=foreign local=global
    explicit=implicit simple=complex success=failure gain=lose win=lose buy=sell rich=poor strong=weak same=different
    agree=disagree like=dislike good=bad better=worse best=worst large=small fast=slow easy=difficult easy=hard
    supervised=unsupervised efficient=inefficient effective=ineffective possible=impossible able=unable known=unknown
    friend=enemy happy=sad remember=forget arrive=leave come=go""".split()
"""Words of opposite meaning; a statement may not have one where its source has the other."""
