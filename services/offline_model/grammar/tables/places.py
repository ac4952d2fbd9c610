"""Where the user lives and comes from, and by which clock."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "zone": r"(?:(?:[A-Z][a-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)|(?:UTC|GMT)(?: ?[+-] ?\d{1,2}(?::\d\d)?)?"
    r"|(?:CET|CEST|EET|EEST|WET|WEST|BST|IST|JST|KST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|AEST|AEDT|ACST|AWST|"
    r"NZST|NZDT|MSK|HKT|SGT|BRT|ART|AST|AKST|HST|PT|ET)"
    r"|(?:Pacific|Eastern|Central|Mountain|Atlantic|Greenwich Mean|Central European|Eastern European|"
    r"Western European|Indian Standard|Japan Standard|Eastern Standard|Pacific Standard|Central Standard|"
    r"Mountain Standard|British Summer|[A-Z][a-z]+)(?: (?:Time|Standard Time))?)",
    "zone_time": r"(?:(?:Pacific|Eastern|Central|Mountain|Atlantic|UK|London|Dublin|Berlin|Paris|Tokyo|Sydney|Lagos|"
    r"Nairobi|Indian|India|Singapore|Melbourne|Brisbane|Perth|Auckland|New York|Toronto|Chicago|Denver|Madrid|"
    r"Lisbon|Vienna|Manila|Dubai|Johannesburg) (?:Standard )?time)",
    "zone_code": (
        r"(?:[A-Z][a-z]+/[A-Z][A-Za-z_]+|(?:UTC|GMT) ?[+-] ?\d{1,2}(?::\d\d)?|UTC|GMT|CET|CEST|EET|WET|BST|"
        r"IST|JST|EST|EDT|PST|PDT|MST|AEST|NZST|WAT|EAT|SAST|SGT|HKT|PKT|PHT|WIB)"
    ),
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    my time zone is [set] [to] [now] <time_zone:zone>
    my clock is set to <time_zone:zone>
    my (clock|time) is <time_zone:zone_code>
    my (clock|calendar|schedule) is (on|in) <time_zone:zone> time
    my (clock|calendar|schedule) is (on|in|set to) <time_zone:zone_code>
    I am (on|in) [the] <time_zone:zone> time zone
    I am in [the] time zone <time_zone:zone>
    I am (on|in) <time_zone:zone> time
    I am (on|in) <time_zone:zone_code>
    I (live|work) (on|in) <time_zone:zone> time
    I (live|work) (on|in) <time_zone:zone_code>
    I live in [the] <time_zone:zone> time zone
    I switched to <time_zone:zone> time
    I use [the] <time_zone:zone_code>
    I use [the] <time_zone:zone> time zone
    I follow <time_zone:zone> time
    I (am|run|go|work|operate) (on|by) <time_zone:zone> time
    I (run|go|work|operate) (on|by) <time_zone:zone_code>
    (set|put|keep|use) [everything|my clock|the clock|it|all times|reminders] [to|on|in] <time_zone:zone_time>
    <time_zone:zone_time>
    my (local time|hours|calendar) (is|are) [in|on] <time_zone:zone_code>

    I was born and raised in <hometown:place>
    I was born and grew up in <hometown:place>
    I am born and raised in <hometown:place>
    born and raised in <hometown:place>
    I was born in <birthplace> but raised in <hometown:place>
    I was (born|raised|brought up) (in|near|outside) <hometown:place>
    I was born (on|in) <when> in <hometown:place>
    I (grew up|was brought up) (in|near|outside|around) [a small town near|a village near|a small village near]
        <hometown:place>
    I spent my [whole|entire] childhood in <hometown:place>
    I am originally from <hometown:place>
    I (come|hail) from <hometown:place>
    I originally (come|hail) from <hometown:place>
    I came [here] from <hometown:place> originally
    I am from <hometown:place>
    I am a native of <hometown:place>
    I am <hometown:place> born and bred
    my (home town|hometown|birthplace|native city|place of birth|native town) is <hometown:place>
    my roots are in <hometown:place>
    my family is from <hometown:place>
    originally from <hometown:place>
    <hometown:place> is my (hometown|home town|birthplace)
    <hometown:place> is where I (was born|was raised|was reared|was brought up|grew up|come from|am from|
        spent my childhood)
    <hometown:place> is (where|the place) my (roots|childhood|family) (are|was|is) [from]
    I (was|am) (reared|raised|brought up) (in|near|outside) <hometown:place>
    I (was|am) born and (brought up|reared|bred|grew up) in <hometown:place>
    I hail from <hometown:place>
    I am hailing from <hometown:place>
    I am (a|an) <hometown:written_place> native [born and bred|through and through]
    I am (a|an) <hometown:written_place> (man|woman|girl|boy|lad|lass) (by birth|by rights|born and bred)
    I (did|spent) [all|most of] my (childhood|growing up|youth|school days) in <hometown:place>
    it was <hometown:place> my (whole|entire) childhood
    my childhood was [spent] in <hometown:place>
    I am <hometown:written_place> born and (bred|raised)
    <hometown:written_place> born and raised

    I live [just] (near|outside|outside of|close to|not far from) <where> [,] in <home_city:place>
    I (live|am) in (a|an) [small|little|tiny|quiet] (town|village|suburb|hamlet) (near|outside|of|in) <where> called
        <home_city:place>
    I (live|am) in (a|an) [small|little|tiny|quiet] (town|village|suburb|hamlet) called <home_city:place>
    I live and work in <home_city:place>
    I work and live in <home_city:place>
    I live (in|near|outside|around|outside of|close to|at) <home_city:place>
    I live in (a|an|the) <where> (outside|near|just outside) <home_city:place>
    I live just (outside|outside of|north of|south of) <home_city:place>
    I live (over|here|down|up|out|right|alone|happily|together|full-time) [here] in <home_city:place>
    I live with <with_whom> in <home_city:place>
    I live on <where> in <home_city:place>
    I live in (a|an|the) <where> (in|of) [central|downtown] <home_city:place>
    I am living [here] (in|near|outside) <home_city:place>
    I have (lived|resided|stayed) [here] (in|near) <home_city:lasting_place>
    I reside (in|near) <home_city:place>
    I stay in <home_city:staying_place>
    I dwell in <home_city:place>
    I am (based|located|settled|domiciled) (in|out of|near|outside) <home_city:place>
    I am a resident of <home_city:place>
    I am a <home_city:place> resident
    I (moved|relocated) [back|over|out|down|up|here|away|house] [from <old>] (to|into) <home_city:place>
    I have (moved|relocated) [back|over|out|down|up|here|house] [from <old>] (to|into) <home_city:place>
    I moved from <old> to <home_city:place>
    I have moved from <old> to <home_city:place>
    I moved back home to <home_city:place>
    I (settled|ended up) [down] in <home_city:place>
    I have settled [down] in <home_city:place>
    I swapped <old> for <home_city:place>
    I left <old:strict_place> for <home_city:place>
    I traded <old:strict_place> for <home_city:place>
    I rent a (house|flat|apartment|room|small flat|small apartment) in <home_city:place>
    I have a (house|flat|apartment|place|home) in <home_city:strict_place>
    I call <home_city:place> home
    I call <home_city:place> my home
    I made <home_city:place> my home
    my home is [now] [in] <home_city:place>
    my home city is [now] <home_city:place>
    my city is [now] <home_city:place>
    my current city is <home_city:place>
    my (house|flat|apartment|place) is in <home_city:place>
    my [new|current] address is in <home_city:place>
    home is [now] [in] <home_city:place>
    home for me is [now] [in] <home_city:place>
    <home_city:place> is [now|still] (where I live|where I am based|where I stay|where I am now|where I hang my hat|
        where I call home|where home is|my home|home|my base|the base|base)
    <home_city:place> has been [my] home
    <home_city:place> is been [my] home
    I am <home_city:written_place> based
    <home_city:written_place> based
    I am <home_city:written_place> way
    I (make|made|have made) my home in <home_city:place>
    I have set up [home|house|camp|shop] in <home_city:place>
    I set up (home|house|camp) in <home_city:place>
    I (am|have) installed [myself] in <home_city:place>
    I inhabit [in] <home_city:place>
    I base in <home_city:place>
    I am posted (in|at|to) <home_city:place> as [a|an] <occupation:any_job> (with|at|for|in) <employer>
    I am posted (in|at|to) <home_city:place>
    it is <home_city:place> for (me|us) now
    it is <home_city:place> (I call|I am calling) home [now]
    I am in <home_city:written_place> here
    I am (a|an|the) <role:occupation> (up|down|out|over|above|below|beyond|back) in <home_city:headed_place>
    I (tend bar|tend a bar|drive a bus|drive an ambulance|drive a taxi|cook|teach) [up|down|out|over|above|below] in
        <home_city:headed_place>
    I am in <home_city:lasting_place>
    I hang my hat in <home_city:place>
    I share a (house|flat|apartment|place) in <home_city:place>
    I have (taken|got|found) (a|my|an) [new] (house|flat|apartment|place|room|home) in <home_city:strict_place>
    my [new|current|little|own] (house|flat|apartment|place|home) at <home_city:place>
    my [new|current] address is <home_city:strict_place>
    my (house|flat|apartment|place|home) is in the (middle|centre|center|heart|north|south|east|west) of
        <home_city:place>
    the (house|flat|apartment) is in [the middle of|the centre of|the center of] <home_city:strict_place>
    I am in <home_city:strict_place> (permanently|for good)
    I am (a|an|the) <role:occupation> (at|with|for|in) <workplace_named> in <home_city:strict_place>
    I am (a|an) <role:occupation> in <home_city:strict_place>
    I (am working|work) as [a|an|the] <role:any_job> (at|with|for|in) <workplace_named> in <home_city:strict_place>
    I (am working|work) as [a|an|the] <role:any_job> in <home_city:strict_place>
    I (study|am studying) in <home_city:strict_place>
    I live with <with_whom> , in <home_city:place>
    I have (bought|rented) (a|my) [first] (house|flat|apartment|place|home) in <home_city:strict_place>
    I (bought|rented) (a|my) [first] (house|flat|apartment|place|home) in <home_city:strict_place>
    gone: I (moved out of|moved away from|moved out from) <home_city:place>
    gone: I have (moved out of|moved away from|left) <home_city:strict_place>
    """,
    _INLINE,
)
