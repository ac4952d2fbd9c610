"""Likes, dislikes and pastimes. A pastime said with `love` or `enjoy` is a hobby, anything else a like."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "often": (
        r"(?:(?:every|each|most|on|of a|once|twice|two|three|four|five|six|\d)(?: [\w-]+){0,2} (?:week|weekends?|days?|"
        r"mornings?|evenings?|nights?|month|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
        r"|for (?:[\w-]+ ){1,3}years"
        r"|(?:every|most|on|of a) (?:weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?))(?=$| ,| \w)"
    ),
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (gave up|quit|stopped|have given up|have quit|have stopped) (playing|doing|practising|practicing)
        <hobby:played>
    gone: I (gave up|quit|stopped|have given up|have quit|have stopped|dropped|retired from) [doing]
        <hobby:activity>
    gone: I (gave up|have given up|am giving up|quit|packed in|have packed in|had to give up) [the] <hobby:known_played>
    gone: I (have gone|went) (right off|completely off|totally off|quite off) <likes>
    gone: I have (gone off|lost interest in|fallen out of love with|outgrown|grown out of|grown tired of|got
        bored of) <likes>
    gone: I (went off|lost interest in|fell out of love with|outgrew|got tired of|got bored of) <likes>
    gone: I (left|quit|have left|have quit|dropped out of|packed in) (the|my) [local] <hobby:ensemble>
    gone: I (packed in|jacked in|chucked in|binned|ditched|have packed in|have jacked in|have chucked in|have binned|
        knocked on the head|retired from|am done with|am through with|have dropped) [the|my] <hobby:known_played>
    gone: (the|my) <hobby:activity> (is gone|has gone|went) by the wayside
    gone: no more <hobby:activity> [for me]
    gone: I stopped (liking|loving|enjoying) <likes>
    gone: I stopped (hating|disliking) <dislikes>

    not: I like <dislikes:denied>
    not: I enjoy <dislikes:denied>
    not: I am [a] [big|huge|great] fan of <dislikes>
    not: I am [too] (into|keen on|fond of|crazy about) <dislikes>
    not: I am (big|mad|wild|sold) on <dislikes>
    not: I (could|can) (get on with|get into|get behind|get along with|stand|bear|abide) <dislikes>
    not: I get (on|along) with <dislikes:feared>
    not: <dislikes:subject_like> (is|are) [really|exactly] (my thing|for me|my cup of tea|my bag|my jam|my favorite)
    not: I (can|could) be doing with <dislikes>
    not: I care for <dislikes>
    not: I have (liked|enjoyed|cared for) <dislikes>
    not: I liked <dislikes>

    I would (rather|sooner) (have|drink|eat|watch|read|listen to) <likes> than <old>
    I would (rather|sooner) eat <old> than <dislikes:feared>
    I would (take|pick|choose) <likes> over <old>
    give me <likes> over <old>
    give me <likes:cleanlikes> (any day|any time|every time)
    (nobody|nothing|no one) (does it|does it better|is better|comes close to|compares to|beats) [than] <likes:favorite>
    I prefer <likes> (over|to|instead of|rather than) <old>
    I like <likes:cleanlikes> (better than|more than) <old>
    my [all-time|absolute|new|current|other] favorite <topic> of all time is <likes:favorite>
    my [all-time|absolute|new|current|other] favorite <topic> (is|are) [definitely|probably|by far|now|still|
        always|actually] [currently] <likes:favorite>
    my [all-time|absolute] favorite (pastime|hobby|activity|sport|way to relax|thing to do) (is|are)
        <hobby:activity>
    my favorites are <likes:favorite>
    <likes:subject_like> (is|are) [still|definitely|by far|probably|one of] my [all-time|absolute] favorite
    <likes:subject_like> (is|are) my [all-time|absolute] favorite <topic>
    <likes:subject_like> (is|are) my (guilty pleasure|jam|passion|comfort food)
    <likes:subject_like> (is|are) my [absolute|true|big|biggest|one] (weakness|thing|life|happy place|therapy|
        escape|obsession|idea of heaven|idea of fun|great love|pride and joy|comfort|soft spot)
    <likes:subject_like> (is|are) (what keeps|what keep|the thing that keeps) me sane
    I would be lost without [my|the|a] <likes>
    not: I am without (my|a) <likes>
    I am never happier than when I am <hobby:activity>
    my guilty pleasure is <likes>
    my comfort food is <likes>
    my comfort (film|show|movie|book) is <likes>
    my passion is <hobby:activity>
    my (biggest|greatest|one|true|real) passion is <hobby:activity>
    my [main|favorite|biggest|new|newest|latest|only|other] (hobby|hobbies|pastime|pastimes|interests) (is|are|
        include|includes|are things like|are mostly) <hobby:named_hobby>
    my [main] hobbies include <hobby:named_hobby>
    <hobby:activity> is [one of] my [main|favorite|new|biggest] (hobby|hobbies|passion|pastime|favorite pastime|
        thing)
    <hobby:activity> (keeps me sane|relaxes me|is how I relax|is how I unwind|is what I do for fun)
    I (love|enjoy|adore|like|relax by|unwind by|spend my weekends|spend weekends|spend my free time|spend my
        evenings|spend my spare time|spend a lot of time|am into|am addicted to|am obsessed with|am fond of|am
        keen on|am passionate about|am crazy about|am a big fan of|am a fan of|prefer) [to|going|doing]
        <hobby:activity>
    I (love|enjoy|adore|like) <hobby:mixed_activity>
    I (took up|have taken up|got into|have gotten into|have got into|have started|started|picked up|have picked
        up|am getting into|have discovered|discovered|returned to|got back into) [doing|playing|learning] [the]
        <hobby:started_activity>
    I play [the] <hobby:played>
    I am playing [the] <hobby:played>
    I have (played|practised|practiced) [the] <hobby:lasting_played>
    I (do|practise|practice|train) <hobby:activity>
    I go <hobby:activity>
    I have (joined|signed up for|taken up) (a|the|my) [local] <hobby:ensemble>
    I joined (a|the|my) [local] <hobby:ensemble>
    I am doing <hobby:activity> [now] instead
    I (coach|train) <coached> <hobby:class_activity> team
    I go to <hobby:class_activity> (class|classes|lessons|training|practice|nights|night|club)
    I go for <hobby:going_for>
    I attend <hobby:class_activity> (class|classes|lessons)
    I take <hobby:class_activity> (class|classes|lessons)
    I am taking <hobby:class_activity> (class|classes|lessons)
    I collect <hobby:collected>
    I build <hobby:built>
    I brew [my own] [beer|kombucha] -> hobby: brewing
    I grow my own (vegetables|veg|food|tomatoes|herbs) -> hobby: gardening
    I (sing|play) in a <hobby:ensemble>
    I am in a <hobby:ensemble>
    on (the|my) [school|local|varsity|university|college|work] <hobby:ensemble>
    I am (on|in) (the|a|my) [school|local|varsity|university|college|work] <hobby:ensemble>
    I go [for] <hobby:activity>
    I spend (most|every|all|many|each) [of my] (sunday|sundays|saturday|saturdays|weekend|weekends|evening|evenings|
        morning|mornings|night|nights|afternoon|afternoons|summer|summers) <hobby:activity>
    <hobby:activity> <often:often>
    I am <hobby:activity> (a lot|regularly) [lately|recently|these days]
    I dance <hobby:class_activity>
    I write <hobby:written>
    I make my own <hobby:own_made>
    I grow <hobby:grown>
    I am (part|a member) of (a|the|my) [local] <hobby:ensemble>
    I do a lot of <hobby:activity>
    I (watch|listen to) <likes:media> [every] (day|every day|all the time|a lot|religiously|non-stop|on repeat|
        whenever I can)
    I am an (avid|enthusiastic|amateur) <hobby:doer>
    I am a (keen|passionate|amateur|hobby|recreational|serious|competitive|devoted|dedicated|regular|weekend|
        big) <hobby:doer>
    I am a <hobby:plain_doer>
    I spend [most of|all] my (weekends|evenings|free time|spare time|sundays|saturdays) <hobby:activity>
    I (unwind|relax|destress|de-stress) (by|with) <hobby:activity>
    I <hobby:verb_hobby>
    in my (free|spare) time I <hobby:free_time>
    in my (free|spare) time , I <hobby:free_time>
    (on|at) [the] (weekends|weekend|sundays|saturdays) I <hobby:free_time>
    (on|at) [the] (weekends|weekend|sundays|saturdays) , I <hobby:free_time>
    for fun [,] I <hobby:free_time>
    (after|before) work [,] I <hobby:free_time>
    to (relax|unwind|keep fit|stay fit|stay sane) [,] I <hobby:free_time>
    every (day|morning|evening|weekend|week|sunday|saturday|monday|tuesday|wednesday|thursday|friday|winter|
        summer|year|month) [morning|evening|night|afternoon] [,] I <hobby:free_time>

    I (love|adore|like|enjoy|dig|cherish|appreciate|prefer|fancy) <likes>
    I have (loved|liked|adored) <likes:lasting_likes>
    I have (come|grown|learned|learnt|started) to (love|like|enjoy|appreciate) <likes>
    I (came|grew|learned|learnt|started) to (love|like|enjoy|appreciate) <likes>
    I [have] started (liking|loving|enjoying) <likes>
    I am [a] (fan|lover|admirer|supporter|connoisseur|devotee) of <likes>
    I am [a|an] [big|huge|massive|lifelong|great|real|long-time|die-hard] (fan|lover|admirer|supporter|
        connoisseur|devotee) of <likes>
    I am [a|an] [big|huge|massive|lifelong|total|die-hard] <likes:before_fan> (fan|lover|person|nut|enthusiast|
        addict|supporter|freak|geek|fanatic|buff)
    I am [a] (big|huge|massive|lifelong|die-hard) fan of <likes>
    (big|huge|massive|lifelong|die-hard) fan of <likes>
    I am more of a <likes:before_fan> person
    I am [totally] (into|fond of|keen on|crazy about|mad about|nuts about|obsessed with|hooked on|addicted to|
        partial to|passionate about|in love with|enthusiastic about|a sucker for|big on|wild about) <likes>
    I have (a soft spot|a weakness|a thing|a passion|a love) for <likes>
    I have a sweet tooth -> likes: sweets
    I (cannot|can not|could not) (get enough of|live without|resist|do without|start the day without|go a day
        without) <likes:day_likes>
    I can never get enough of <likes>
    I can not (function|start the day|live|survive) without <likes:day_likes>
    I could (eat|listen to|watch|drink) <likes> (all day|every day|forever|for hours)
    I (support|root for|cheer for) <likes:team>
    I have a passion for <likes>
    nothing beats <likes>
    there is nothing better than <likes>
    <likes:subject_like> makes me [so|really|very] happy
    I listen to (a lot of|lots of|tons of|mostly) <likes>
    I (read|listen to|watch) <likes:genre>
    I (read|watch) (a lot of|lots of|tons of|mostly|only) <likes>
    I am doing <hobby:activity>
    I ride horses -> hobby: horse riding
    I keep bees -> hobby: beekeeping
    I find <likes> (fascinating|relaxing|delicious|beautiful|wonderful)
    I am loving <likes>

    I (hate|dislike|detest|despise|loathe|abhor|resent|dread) <dislikes>
    I have (hated|disliked|detested) <dislikes>
    I (can not|can never) (stand|bear|tolerate|abide|deal with|stomach|do with)
        <dislikes:dislikes_stand>
    I could never (stand|bear|abide) <dislikes:dislikes_stand>
    I can not stand <dislikes>
    I try to avoid <dislikes>
    I avoid <dislikes:avoided>
    I am (terrified|scared|afraid|sick|tired|wary) of <dislikes:feared>
    I have a (phobia|fear|hatred|horror) of <dislikes>
    I find <dislikes> (boring|disgusting|annoying|repulsive|unbearable|gross|tedious|dull|horrible|overrated|
        insufferable)
    my least favorite <topic> (is|are) <dislikes>
    my biggest pet peeve is <dislikes>
    my pet peeve is <dislikes>
    I could [happily] (do|live) without <dislikes>
    I could (never|not) (get on with|get into|get behind|get along with) <dislikes>
    <dislikes:subject_like> (makes|make) me (heave|gag|sick to my stomach|shudder|cringe|want to vomit)
    <dislikes:subject_like> (taste|tastes|smell|smells) (like|of) (soap|feet|dirt|socks|soil|cardboard)
    <dislikes:subject_like> (freak|freaks|creep|creeps) me out
    <dislikes:subject_like> (give|gives) me the (creeps|ick|shivers|heebie-jeebies)
    <dislikes:subject_like> (do|does) my head in
    <dislikes:subject_like> (turn|turns) my stomach
    <dislikes:subject_like> (can die in a hole|can get in the bin|can get lost|are the worst|is the worst)
    <dislikes:subject_like> (makes me gag|make me gag|gross me out|annoy me|annoys me|drives me crazy|drives me mad|
        drives me nuts|grosses me out|disgusts me|
        bores me|is not my thing|is not for me|is not my cup of tea|are not my thing|are not for me)
    I have no time for <dislikes>
    """,
    _INLINE,
)
