"""What the user does for a living, and for whom."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "doing": r"(?:[a-z]+ing(?: [a-z]+){0,4})",
    "goods": r"(?!(?:my|the|a|an|this|that|it|some)\b)[a-z]+(?: and [a-z]+)?",
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (quit|left|lost|resigned from|have quit|have left|have lost) my job (at|with) <employer>
    gone: I (quit|left|lost|have quit|have left|gave up) my [job|position|role] as [a|an|the]
        <occupation:any_job> at <employer>
    gone: I (quit|left|lost|have quit|have left|gave up) my job as [a|an|the] <occupation:any_job>
    gone: I (got|was|have been|am) (fired|laid off|let go|made redundant|sacked|dismissed) (from|by|at) <employer>
    gone: I (got|was|am) (fired|laid off|let go|made redundant|sacked) from my job at <employer>
    gone: I (resigned|have resigned|retired|walked out|departed) from <employer>
    gone: I (quit|have quit|handed in my notice at|gave my notice at|parted ways with|have parted ways with)
        <employer:named_employer>
    gone: I (stopped|quit|finished) working (at|for|with) <employer>
    gone: I have (stopped|quit|finished) working (at|for|with) <employer>
    gone: I am done (with|at|working at|working for) <employer:named_employer>
    gone: I stopped (working as|being) [a|an] <occupation>
    gone: my contract (with|at) <employer> (ended|ran out|is over|was not renewed|expired)
    gone: my job at <employer> (ended|is over|is gone|no longer exists)
    <employer:named_employer> (hired|has hired|employs) me as [a|an|the|their] <occupation:any_job>
    <employer:named_employer> (hired|has hired|employs) me
    gone: <employer:named_employer> (fired|laid off|let go of|sacked) me

    I left <old:named_employer> (for|and joined|to join) <employer>
    I (quit|left) my job at <old> and (joined|started at|now work at|work at) <employer>
    I have switched from <old> to <employer:named_employer>
    I switched jobs from <old> to <employer>
    I (switched|changed|moved) from <old> to [being] <occupation>
    I switched (careers|jobs) [and] [from <old>] to [become|be] [a|an] <occupation:any_job>
    I changed (careers|jobs) [and] [to] [become|am] [a|an] <occupation:any_job>

    gone: I have left <employer:named_employer>
    gone: I left <employer:named_employer>
    I work (for|at|with) <employer> as [a|an|the|their] <occupation:any_job>
    I (am|was) posted as [a|an] <occupation:any_job> (in|at|with|to) <employer>
    I am (busy|employed|engaged) as [a|an] <occupation:any_job> (by|at|with|in|for) <employer>
    I am busy as [a|an] <occupation:any_job>
    <employer:named_employer> (took|has taken) me on [as] [a|an] [full time]
    <employer:named_employer> (gave|has given|offered) me [a|the] (job|position|contract)
    (they|it) (hired|contracted|took) me (at|in) <employer:named_employer>
    it is [the] <employer:named_employer> (who|that) (pay|pays|employ|employs) me [now]
    <employer:named_employer> (pays|pay) (me|my wages|my salary|my bills)
    I (draw|get) my (salary|wages|paycheck|pay) from <employer:named_employer>
    I (do|am doing) <occupation:line_of_work> (for|at|with) <employer>
    I am <work:doing> (at|for|with) <employer:lasting_named>
    I (tend|am tending) bar -> occupation: bartender
    I (drive|am driving) (a|an|the) <occupation:driven_for_others>
    I (lecture|am lecturing) -> occupation: lecturer
    my job is to <occupation:verb_work>
    I sell <occupation:goods> (for|at|in) <where:place>
    I am under <employer:named_employer>
    I clock in at <employer:named_employer>
    I work as [a|an|the] <occupation:any_job> (for|at|with) <employer>
    I work as [a|an|the] <occupation:any_job>
    I am working as [a|an|the] <occupation:any_job> (for|at|with) <employer>
    I am working as [a|an|the] <occupation:any_job>
    I am working (for|at|with) <employer> as [a|an|the] <occupation:any_job>
    I am working (for|at|with) <employer>
    I am working in <employer:named_employer>
    I am working in <employer:workplace> as [a|an|the] <occupation:any_job>
    I work in <employer:workplace> as [a|an|the] <occupation:any_job>
    I have worked (for|at|with) <employer:lasting_employer>
    I have worked as [a|an] <occupation:lasting_job>
    I started working as [a|an|the] <occupation:any_job> (for|at) <employer>
    I [have] started [working|work] as [a|an|the] <occupation:any_job> (for|at|with) <employer>
    I [have] started [working|work] as [a|an|the] <occupation:any_job>
    I [have] started [working|work] (for|at|with) <employer> as [a|an|the] <occupation:any_job>
    I [have] started (working|work) (for|at|with) <employer>
    I [have] (moved|switched) to <old> (for|to start) [a] [new] (job|role|position) (at|in|with) <employer>
    I [have] moved to <old_city> for [a|my] [new] (job|role|position) (at|in|with) <employer>
    I [have] started [a|my] [new] (job|position|role) (at|with|for) <employer> as [a|an|the] <occupation:any_job>
    I [have] started [a|my] [new] (job|position|role) (at|with|for) <employer>
    I [have] started [a|my] [new] (job|position|role) as [a|an|the] <occupation:any_job> (at|with|for) <employer>
    I [have] started [a|my] [new] (job|position|role) as [a|an|the] <occupation:any_job>
    I (got|have|landed|accepted|found|took|have landed|have accepted|have found|have taken) [a|my|an|the|that]
        [new|full-time|part-time|dream] (job|position|role|gig) as [a|an|the] <occupation:any_job> (at|with|
        for) <employer>
    I (got|have|landed|accepted|found|took|have landed|have accepted|have found|have taken) [a|my|an|the|that]
        [new|full-time|part-time|dream] (job|position|role|gig) (at|with|for) <employer> as [a|an|the]
        <occupation:any_job>
    I (got|have|landed|accepted|found|took|have landed|have accepted|have found|have taken) [a|my|an|the|that]
        [new|full-time|part-time|dream] (job|position|role|gig) as [a|an|the] <occupation:any_job>
    I (got|have|landed|accepted|found|took|have landed|have accepted|have found|have taken) [a|my|an|the|that]
        [new|full-time|part-time|dream] (job|position|role|gig) (at|with|for) <employer>
    I (joined|have joined) <employer:named_employer> as [a|an|the|their] <occupation:any_job>
    I (joined|have joined) <employer:named_employer>
    I (was|got|am) hired (by|at) <employer> as [a|an|the] <occupation:any_job>
    I (was|got|am) hired (by|at) <employer>
    I (was|got|am) hired as [a|an|the] <occupation:any_job>
    I (was|got|have been|am) (promoted|appointed) (to|as) [the|a|an] <occupation:any_job>
    I [have] (became|become|trained as|retrained as|qualified as) [a|an|the] <occupation:any_title>
    I am the <occupation:lead_title> (for|at) <employer>
    I am employed (by|at) <employer> as [a|an|the] <occupation:any_job>
    I am employed (by|at|with) <employer>
    I am employed as [a|an|the] <occupation:any_job>
    I am (at|with) <employer:lasting_named>
    I am with <employer:named_employer>
    I am at <employer:named_employer> as [a|an] <occupation:any_job>
    I work part-time (for|at) <employer>
    I work [part|full|remotely|mostly|mainly|there|freelance|nights|days|shifts|weekends] [time] (for|at|with)
        <employer>
    I work [part|full] [time] as [a|an] <occupation:any_job>
    I work in [the] <occupation:field> (for|at|with) <employer>
    I work in <branch> as [a|an] <occupation:any_job>
    I work in <occupation:field>
    I am (working|employed) in <occupation:field>
    I am in <occupation:field>
    I work (in|on|inside) <employer:workplace>
    I work for myself -> occupation: self-employed
    I am my own boss -> occupation: self-employed
    I am in the <occupation:field> (business|industry|sector|field)
    my (employer|company|workplace) is <employer>
    my [current|new|day|main|full-time] (job|profession|occupation|role|job title|trade|position|line of work|
        métier|metier|gig)
        is [being] [a|an|that of a|as a] <occupation:any_title>
    my [current|new] job is (at|with) <employer>
    my [current|new] job at <employer> (is|starts|started|keeps|pays|takes|means)
    my employer is <employer>
    my boss at <employer:named_employer> (is|was|wants|keeps|has)
    I earn my living as [a|an] <occupation:any_job>
    I make [a|my] living as [a|an] <occupation:any_job>
    I make my living <occupation:gerund_work>
    I earn [a|my] living <occupation:gerund_work>
    I freelance as [a|an] <occupation:any_job>
    I do <occupation:field> for a living
    I do <occupation:field> (at|for) <employer>
    I do <occupation:field>
    I <occupation:verb_work> (for a living|for my living|to pay the bills|by day)
    (what pays the bills|my day job|my bread and butter) is [being] [a|an] <occupation:any_title>
    I <occupation:agent> (full|part) time
    I <occupation:agent> (full-time|part-time|professionally)
    what I do [for a living] is <occupation:any_title>
    I am <occupation:gerund_work> for a living
    I am <occupation:gerund_work> (by profession|full time|full-time)
    I teach <occupation:taught> (at|in) <employer>
    I teach (at|in) <employer:workplace>
    I teach <occupation:taught>
    I serve as [a|an|the] <occupation:any_job> (at|for|in) <employer>
    I run <occupation:business>
    I manage <occupation:business>
    I (own|co-own) <occupation:business>
    I (have|run|own) my own <occupation:own_business>
    I (co-founded|founded) <occupation:founded>
    I drive (a|an) <occupation:driven> for <employer>
    I drive (a|an) <occupation:driven> for a living
    I am (a|an) <occupation:student_job> at <education:any_school>
    I am (a|an|the) <occupation> (at|for|with) <employer>
    I am (a|an|the) <occupation> in <employer:workplace>
    I am (a|an) <occupation> in the <employer:named_employer>
    I am (a|an) <occupation> , (at|with|for) <employer>
    I am <occupation> (at|for|with) <employer:named_employer>
    I am [a|an|the] <occupation>
    I am <occupation:status>
    I am (a|an|the) [self-employed|freelance|retired|unemployed] <occupation>
    I am (head|director|vp|president|chief|chair) of <occupation:headed> at <employer>
    I am [the] (head|director|vp|president|chief|chair) of <occupation:headed>
    I am [a|an] <occupation> by (trade|profession|training)
    I am training to (be|become) [a|an] <goal:become_job>
    I [have] retired -> occupation: retired
    (from|of) (profession|trade) I am [a|an] <occupation:any_job>
    I have hung up my (hat|cap|boots|apron|scrubs|tools) -> occupation: retired
    I hung up my (hat|cap|boots|apron|scrubs|tools) -> occupation: retired
    I am (a pensioner|an old age pensioner|on a pension|drawing my pension) -> occupation: retired
    I (took|have taken) [early] retirement -> occupation: retired
    <occupation:any_job> is my (job|profession)
    by (trade|profession) I am [a|an] <occupation:any_job>
    """,
    _INLINE,
)
