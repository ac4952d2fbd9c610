"""Partner, relatives and the state of the heart."""

from typing import Final

from services.offline_model.grammar.lexicon.life import KIN, KIN_MANY, PARTNER_WORDS
from services.offline_model.grammar.pattern import Rule, table

_CHILD: Final = "daughter|son|stepdaughter|stepson|baby girl|baby boy|baby|toddler"
_NUMBER: Final = "two|three|four|five|six|seven|eight|nine|ten|2|3|4|5|6|twin|several|many|a couple of|lots of"
_INLINE: Final = {
    "spouse": "(?:" + "|".join(PARTNER_WORDS) + ")",
    "kin": ("(?:(?:(?:little|big|older|younger|eldest|elder|youngest|oldest|twin|late|baby|newborn|dear|lovely|"
    "adult|teenage|first|great|middle|only|adopted|foster|kid|[a-z]+-year-old|\\d+-year-old|\\d+ year "
    "old) )?(?:") + "|".join(sorted(KIN, key=len, reverse=True)) + ")(?! (?:tongue|language)))",
    "kin_many": (f"(?:(?:{_NUMBER}) (?:(?:little|big|older|younger|grown|adult|small|young|teenage|beautiful|lovely|"
    f"wonderful|step) )?(?:{'|'.join(sorted(KIN_MANY, key=len, reverse=True))}))"),
    "young": "(?:(?:eldest |youngest |oldest |little |big |wee )?(?:lad|boy|girl|eldest|youngest|oldest|baby))",
    "close": (
        "(?:(?:little|big|older|younger|eldest|elder|youngest|oldest|twin|baby|kid) )?"
        "(?:brother|sister|son|daughter|nephew|niece|stepson|stepdaughter|grandson|granddaughter)"
        "(?:'s(?! ,)|(?! (?:,|house|home|place|room|in law)))"
    ),
    "offspring": "(?:(?:two|three|four|five|six) )?(?:kids|children|daughters|sons|twins|grandkids|grandchildren)",
    "child": f"(?:{_CHILD})",
    "toddling": r"(?:[a-z0-9]+[ -](?:year|month)s?[ -]olds?)",
    "group": ("(?:kids|children|sons|daughters|brothers|sisters|siblings|twins|boys|girls|parents|grandchildren|"
    "grandkids|nieces|nephews)"),
    "count": "(?:two|three|four|five|six|seven|eight|2|3|4|5|6)",
    "parent": "(?:(?:single |proud |stay-at-home |working )?(?:father|mother|parent|dad|mum|mom|mam|mummy|mama))",
}  # fmt: skip

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: my <role:spouse> <partner:person> (died|passed away|passed|has died|has passed away)
    gone: I (broke up|split up|have broken up|have split up|split|am breaking up) with [my] [boyfriend|
        girlfriend|partner|fiance|ex] <partner:person>
    gone: I (left|dumped|have left|divorced|have divorced) my (wife|husband|boyfriend|girlfriend|partner)
        <partner:person>
    gone: I (left|dumped|have left|divorced|have divorced) <partner:dear_person>
    gone: I (separated|have separated|am separated|am divorced|got divorced|got a divorce) from <partner:person>
    gone: <partner:person> and I (broke up|split up|have broken up|have split up|split|parted ways|called it
        quits|separated|have separated|am done|divorced|got divorced|got a divorce|am no longer together|am not
        together any more|am over)
    gone: I (broke up|split up|split|separated) [,] me and <partner:person>
    gone: me and <partner:person> (broke up|have broken up|split up|have split up|split|called it quits|parted ways|
        are over|are done|are finished|am done|am over|separated|are no more)
    gone: <partner:person> and me (broke up|split up|split|called it quits|parted ways|are over|are done|are finished)
    gone: <partner:whole_person> is out of the picture
    gone: with <partner:whole_person> it is (over|finished)
    gone: it is (over|finished) (with|between me and|between me and my boyfriend|between me and my girlfriend)
        <partner:whole_person>
    gone: I (ended things|ended it|called it off|finished|called time) with <partner:dear_person>
    was: <partner:person> and I am together
    gone: <partner:person> (left|dumped|divorced|broke up with|has left) me
    gone: my <role:spouse> <partner:person> (left|dumped|divorced|broke up with|has left) me
    gone: my <role:spouse> <partner:person> and I (broke up|split up|have broken up|have split up|separated|
        divorced|got divorced|have separated)
    I am with my <role:spouse> <partner:person>
    was: I am (dating|seeing|going out with|in a relationship with|together with|engaged to|married to)
        <partner:gone_person>
    was: I am with <partner:dear_person>

    I am [happily] married (to|with) [my] [wife|husband] [named|called] <partner:person> -> relationship: married
    I am engaged to <partner:person> -> relationship: engaged
    I (got|have) (engaged|gotten engaged) to <partner:person> -> relationship: engaged
    I [have] (got|gotten) married to <partner:person> -> relationship: married
    I [have] married <partner:person> -> relationship: married
    <partner:person> and I (got married|have got married|am married|am now married|tied the knot|eloped|have
        been married) -> relationship: married
    <partner:person> and I (got engaged|am engaged|have got engaged) -> relationship: engaged
    <partner:person> and I am (dating|together|a couple|going out)
    me and <partner:person> (got|have got|am|am now|just got|finally got) engaged -> relationship: engaged
    me and <partner:person> (got|have got|am|am now|just got|finally got) married -> relationship: married
    my <role:spouse> and I (got|have got|am|am now|just got) engaged -> relationship: engaged
    my <role:spouse> and I (got|have got|just got) married -> relationship: married
    I am (seeing|dating) someone [new] , (her|his|their) name is <partner:called> -> relationship: dating
    I [have] started (seeing|dating) someone [new] -> relationship: dating
    I [have] met someone [new] , (her|his) name is <partner:called> -> relationship: dating
    I am (dating|going out with) [a|an] [girl|guy|woman|man|boy] [named|called] <partner:person>
    I [have] started (dating|seeing) [a|an] [girl|guy|woman|man] [named|called] <partner:person>
    I am (dating|seeing|going out with) <partner:person>
    I am in a [long-distance|long-term|serious|happy] relationship with <partner:person> -> relationship: in a
        relationship
    I (live|am living) with my <role:spouse> [,] <partner:person>
    <partner:person> is [now] my [new|lovely|beautiful|amazing|dear] <role:spouse>
    I have a [new|lovely] <role:spouse> (named|called) <partner:called>
    I have a [new|lovely] <role:spouse> [,] <partner:person>
    I have a [new] <role:spouse> whose name is <partner:person>
    my [new] <role:spouse> 's name is <partner:person>
    find: my [new|lovely|dear|beautiful|amazing|darling|wonderful] <role:spouse> [,] [is called|is named|called|
        named|goes by] <partner:person>
    my [new] <role:spouse> is <partner:sole_person>
    <partner:person> , that is my <role:spouse>
    that is my <role:spouse> <partner:person>
    I share my (life|home|house|flat) with <partner:person>
    my <role:spouse> (am|, that is) <partner:person>
    my (wife's|husband's|partner's|girlfriend's|boyfriend's|fiance's|spouse's) name is <partner:called>
    the name of my <role:spouse> is <partner:called>
    <partner:person> , my <role:spouse> [,]

    I (got|have gotten|have got) divorced -> relationship: divorced
    I am (divorced|a divorcee) -> relationship: divorced
    I am getting divorced -> relationship: getting divorced
    I am going through a divorce -> relationship: getting divorced
    I am getting a divorce -> relationship: getting divorced
    my divorce (is|was|came) (final|finalised|finalized|through) -> relationship: divorced
    I (got|have gotten|have got|just got) married -> relationship: married
    I tied the knot -> relationship: married
    I (got|have gotten) engaged -> relationship: engaged
    I proposed and (she|he|they) said yes -> relationship: engaged
    I (separated|have separated) -> relationship: separated
    I am [happily] married with <family_plain:kin_many> -> relationship: married
    I am divorced with <family_plain:kin_many> -> relationship: divorced
    I am [happily|newly|recently|long|legally] married -> relationship: married
    I am a (married|happily married) (man|woman|person|guy) -> relationship: married
    I am a single (mother|father|parent|dad|mum|mom) (of|to) <group_text:kin_many> [,] [named|called]
        <family_many:people>
        -> relationship: single
    I am a single (mother|father|parent|dad|mum|mom) (of|to) <family_plain:kin_many> -> relationship: single
    I am a single (man|woman|person|guy|girl|dad|mother|father|parent) -> relationship: single
    I am [happily|newly|recently] single -> relationship: single
    I am [happily|newly|recently] engaged -> relationship: engaged
    I am separated -> relationship: separated
    I am widowed -> relationship: widowed
    I am a (widow|widower) with <family_plain:kin_many> -> relationship: widowed
    I am a (widow|widower) -> relationship: widowed
    I am (taken|in a relationship|in a happy relationship|in a committed relationship|in a long-term
        relationship|in a serious relationship) -> relationship: in a relationship
    I am in an open relationship -> relationship: in an open relationship
    I am in a long-distance relationship -> relationship: in a long-distance relationship
    I am in a civil partnership -> relationship: in a civil partnership
    I am seeing someone -> relationship: in a relationship
    I am dating someone -> relationship: in a relationship
    I have a [new|lovely|wonderful] (girlfriend|boyfriend|partner) -> relationship: in a relationship
    I have a (wife|husband) -> relationship: married
    find: my (wife|husband) [and|is|has|works|says|loves] -> relationship: married
    my relationship status is [now] <relationship:status_word>
    my marital status is [now] <relationship:status_word>

    I have <group_text:kin_many> [,] [named|called|whose names are] <family_many:people>
    my [two|three|four] <group:group> [,] [are called|are named|called|named|are] <family_many:people>
    my <group:group> (are called|are named|are) <family_many:people>
    my (kids'|children's|sons'|daughters'|brothers'|sisters'|twins') names are <family_many:people>
    I have (a|an|one) <kin:kin> (named|called|whose name is) <family:called>
    I have (a|an|one) <kin:kin> [,] <family:person>
    I have (a|an|one) <kin:kin>
    I have <family_plain:kin_many>
    I am a [proud|happy|busy|single] <role:parent> of <count:count>
    I am a [proud] <role:parent> to <count:count>
    I am a [proud|happy|busy|single] <role:parent> (of|to) <group_text:kin_many> [,] [named|called] <family_many:people>
    I am a [proud|happy|busy|single] <role:parent> (of|to) <family_plain:kin_many>
    I am a [proud|happy|busy|single] <role:parent> (of|to) [a|an] <kin:kin> [,] [named|called] <family:called>
    I am a [proud|happy|busy|single] <role:parent> (of|to) (a|an) <age:toddling> [,] (named|called) <family:called>
    I am a [proud|happy|busy|single] <role:parent> (of|to) <family:person>
    my (youngest|eldest|oldest|firstborn) (is called|is named|is|,) <family:sole_person>
    (youngest|eldest|oldest) is <family:sole_person>
    <family:person> is [my|the] [our] (youngest|eldest|oldest|firstborn|middle one|baby|baby of the family)
    I am (a parent|parents|the parents|father|mother|parent) of <group:group> [,] [named|called]
        <family_many:people>
    I am (blessed|gifted) with <family_plain:kin_many>
    God [has] blessed me with <family_plain:kin_many>
    I live with my <kin:kin>
    my <group:group> <family_many:people>
    I am an only child -> family: only child
    I am the (youngest|oldest|eldest|middle) [child] of <order:count>
    I have no siblings -> family: only child
    I am a twin -> family: twin
    I have a twin -> family: twin
    <family:person> is my [little|big|older|younger|eldest|youngest|oldest|twin] <kin:kin>
    find: my <kin:kin> (is called|is named) <family:called>
    find: my <kin:kin> [,] [is called|is named|called|named|goes by] <family:person>
    find: my <kin:kin> (is|is called|is named) <family:sole_person>
    find: my <kin_possessive> name is <family:called>
    find: my <kin:young> [,] [is called|is named|called|named] <family:person>
    find: my <group:group> [,] [called|named] <family_many:people>
    find: my <kin:close>
    find: my <family_plain:offspring>
    find: with the <group:group> , <family_many:people>
    I have named (her|him|the baby) <family:sole_person>
    my <role:spouse> and I (have|got) <family_plain:kin_many>
    I (had|just had|have had|welcomed|have welcomed) a [beautiful|little] <kin:child> [,] [named|called]
        <family:person>
    I named (my|our|the) <kin:child> <family:person>
    """,
    {
        **_INLINE,
        "kin_possessive": "(?:(?:older |younger |little |big |eldest |youngest )?(?:"
        + "|".join(sorted(KIN, key=len, reverse=True))
        + ")'s)",
    },
)
