"""Possessions, and lasting facts that fit no other slot."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "years": r"(?:(?:about |almost |nearly |exactly )?(?:1[3-9]|[2-9]\d|1[01]\d)(?=$| years?(?: old| of|$| today|"
    " last)| ,| and| but| now| so| from| yo| last| this| today| yesterday))",
    "years_word": (
        r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|"
        r"seven|eight|nine))?|eighteen|nineteen|seventeen|sixteen|fifteen|fourteen)"
    ),
    "years_sober": r"(?:[\w-]+ (?:years?|months?|weeks?|days?))",
    "height": r"(?:\d{3} ?cm|\d[.,]\d\d? ?m|\d ?(?:'|ft|feet|foot) ?\d{0,2}(?:\")?)",
    "sign": r"(?:an? )?(?:aries|taurus|gemini|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces)",
    "faith": (
        r"(?:an? )?(?:(?:practising|practicing|devout|lapsed|born-again|proud) )?(?:christian|catholic|muslim|"
        r"jewish|jew|hindu|buddhist|sikh|atheist|agnostic|protestant|orthodox christian|quaker|mormon|baptist|"
        r"lutheran|anglican|methodist|pagan|jain)"
    ),
    "hand": r"(?:left-handed|left handed|ambidextrous|a lefty|left-footed)",
    "owl": (
        r"(?:(?:a|an) (?:night owl|early bird|morning person|night person|early riser|introvert|extrovert|ambivert|"
        r"homebody|light sleeper|heavy sleeper|perfectionist|minimalist|dog person|cat person|feminist|"
        r"pacifist|smoker|non-smoker|blood donor|organ donor|veteran|army veteran|war veteran|digital nomad|"
        r"expat|immigrant|refugee|twin mother|insomniac))"
    ),
    "smoke": r"(?:smoke|vape)",
    "friend": r"(?:best friend|best mate|flatmate|roommate|housemate|godchild|best friend from school)",
    "self": (
        r"(?:gay|lesbian|bisexual|queer|transgender|trans|non-binary|nonbinary|asexual|adopted|vaccinated|"
        r"pregnant|sober|bald|tattooed|bilingual by birth)"
    ),
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (sold|gave away|got rid of|have sold|have got rid of|have given away|crashed and lost|scrapped|had
        to sell) (my|the) <owns:owned_mine>
    gone: my <owns:owned_mine> (was|got|has been) (stolen|sold|scrapped|totalled|totaled)
    was: I have (the|my) <owns:owned_mine>
    gone: I traded in my <owns:owned_mine>
    gone: I (sold|flogged|binned|scrapped|traded in|part-exchanged|sold off|donated|wrote off|totalled|totaled|crashed|
        got shot of|had to scrap|have flogged|have binned|have traded in|have scrapped|no longer own) (my|the)
        <owns:owned_mine>
    gone: (my|the) <owns:owned_mine> (was stolen|got stolen|has been stolen|was sold|has been sold|is been sold|got
        written off|was written off|has been written off|got nicked|was nicked|is no more)

    I (own|have|drive|ride|bought|have bought|got|purchased|have purchased|acquired|inherited|sail|
        built|restored|treated myself to) <owns>
    I (drive|ride|own) <owns:driven>
    I (have|got) <owns:driven> in (the|my) (shed|garage|drive|driveway|barn|yard|front room|living room)
    there is <owns:driven> in (the|my) (shed|garage|drive|driveway|barn|yard|front room|living room)
    I (bought|got|purchased|picked up|treated myself to|have bought|have picked up|found) <owns:second_hand>
    my pride and joy is <owns:owned_any>
    my [new|old|daily] (car|bike|motorbike|van|truck|laptop|phone|camera|guitar|piano) is <owns:driven>
    I own <owns:owned_any>
    I am the [proud|happy] owner of <owns>
    I am a [proud] owner of <owns>
    my [new|old|main|daily|current] (car|bike|laptop|phone|computer|camera|guitar|motorbike|truck|van|boat|
        piano|tablet|console) is <owns:is_owned>
    I (take|shoot|took) (photos|pictures) with <owns>
    I (commute|cycle) [to work] on my <owns:owned_mine>
    I upgraded to <owns>

    I fast (during|for|in) ramadan -> other: fasts during Ramadan
    I am <years_sober> (sober|clean and sober) -> other: sober
    <years_sober> (sober|clean and sober) -> other: sober
    I chair <other:chaired>
    I volunteer <other:volunteering>
    I am volunteering <other:volunteering>
    I do volunteer work <other:volunteering>
    I am a volunteer <other:volunteering>
    I donate <other:donating>
    I am <years> years old [now]
    I am <years> years of age
    I am <years> [now|,]
    I am <years_word> [years old] [now|,]
    I [have] turned <years> [years|today|yesterday|last|this|in|now]
    I turned <years_word>
    I am in my <other:decade>
    my age is <years>
    I am <height> tall
    my height is <height>
    I am a <sign>
    I am an <sign>
    my (star sign|zodiac sign|sign|zodiac) is <sign>
    I am [a|an] <faith>
    my (religion|faith) is <other:religion>
    I (converted|have converted) to <other:converted>
    I am <hand>
    I am <owl>
    I am <self>
    not: I have [any] (kids|children) -> other: has no children
    not: I smoke -> other: does not smoke
    not: I drive -> other: does not drive
    not: I have a driving licence -> other: has no driving licence
    I (quit|stopped|have quit|have stopped|gave up|have given up) smoking -> other: quit smoking
    I smoke -> other: smokes
    I (commute|cycle|bike|walk) to (work|the office|school) <other:commute>
    I commute <other:commuting>
    I work from home -> other: works from home
    I work remotely -> other: works remotely
    I work (nights|night shifts|the night shift) -> other: works nights
    I work shifts -> other: works shifts
    I wake up at <other:waking>
    I (get|wake) up at <other:waking>
    I wear (glasses|contact lenses|contacts) -> other: wears glasses
    I have (a tattoo|tattoos|two tattoos|several tattoos) -> other: has tattoos
    I have a driving licence -> other: has a driving licence
    I live alone -> other: lives alone
    I live with my parents -> other: lives with parents
    I live on a farm -> other: lives on a farm
    I live on a boat -> other: lives on a boat
    I live in a van -> other: lives in a van
    I go to (church|mass|the mosque|temple|synagogue) <other:worship>
    I am (a member|an active member) of <other:membership>
    I have a (blog|podcast|youtube channel|newsletter) [about] <other:channel>
    I (run|host|write) a (blog|podcast|youtube channel|newsletter) [about] <other:channel>
    my best (friend|mate) [is called|is named|is|,|called|named] <friend_name>
    my best friend's name is <friend_name>
    my lucky number is <other:lucky>
    my blood type is <other:blood>
    my shoe size is <other:shoe>
    I believe in <other:belief>
    I (served|have served) in the <other:service>
    I am afraid of flying -> dislikes: flying
    """,
    _INLINE,
)
