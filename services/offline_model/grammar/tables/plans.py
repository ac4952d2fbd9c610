"""Aims, and what is already arranged."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (gave up on|have given up on|abandoned|have abandoned|dropped|gave up|have given up) [my|the] [goal|
        dream|plan|idea] [of|to] <goal:gone_aim>
    gone: I (gave up on|have given up on|dropped|have dropped|abandoned|have abandoned|ditched|have ditched) the
        (idea|dream|
        plan|goal) of [doing|having|getting] <goal:gone_aim>
    was: I am <plan:undone>
    was: (my|the) <plan:gone_plan> is (happening|going ahead|taking place|on)
    gone: (the|my) <plan:gone_plan> (fell through|has fallen through|is no longer happening|is called off|has been
        called off|has been cancelled|has been canceled|is been scrapped|has been scrapped|was scrapped|is scrapped|
        got scrapped|did not work out|is dead|is history|is off)
    gone: <plan:gone_event> (fell through|has fallen through|has been called off|has been cancelled|has been canceled|
        is been scrapped|has been scrapped|was scrapped|is been cancelled|is been called off|is off|is cancelled)
    gone: no <plan:gone_plan> (after all|this year|for me|any more|this time|this summer)
    gone: change of (plan|plans) [:|,] no <plan:gone_plan> [this year|after all]
    gone: I (decided|have decided|voted|chose) against <plan:gone_plan>
    gone: I (pulled out of|dropped out of|withdrew from|backed out of|have pulled out of|bailed on|have withdrawn from|
        had to pull out of) [the|my] <plan:gone_plan>
    gone: (scratch|forget|scrap|forget about|never mind) (the|my|that) <plan:gone_plan>
    gone: I changed my mind about <plan:gone_plan>
    gone: I have changed my mind about <plan:gone_plan>
    gone: I (cancelled|canceled|called off|have cancelled|have canceled|scrapped|had to cancel|have called off|
        have scrapped|had to call off) [my|the] <plan:gone_plan>
    gone: my <plan:gone_plan> (is|was|got|has been|had to be) (cancelled|canceled|called off|off)
    gone: the <plan:gone_plan> (is|was|got|has been) (cancelled|canceled|called off|off)
    gone: I (decided|have decided) not to <plan:gone_plan>

    my [new|big|main|long-term|next|biggest|lifelong|current|personal|only|whole|ultimate|short-term] (goal|dream|aim|
        objective|wish|focus|project|
        ambition|resolution|new year's resolution|mission|target|bucket list goal) [it] [of this year|this year|for
        this year|for
        the year|right now|in life|for next year|now] is to <goal:free_aim>
    my [new|big|main|long-term|next|biggest|lifelong|current|personal] (goal|dream|aim|target|ambition) [this
        year|for this year|for the year|now] is <goal:gerund_goal>
    (the goal|the plan|the dream|the aim) is to <goal:strong_aim>
    it is my (dream|goal|ambition|aim) to <goal:free_aim>
    I (aspire|intend|am determined|am aiming|am striving|aim) to <goal:free_aim>
    I (hope|am hoping) to <goal:strong_aim>
    I (dream|have dreamed|have dreamt|am dreaming) (of|about) <goal:gerund_goal>
    I have [set] [myself] (a|the) goal (to|of) <goal:free_aim>
    I set [myself] (a|the) goal (to|of) <goal:free_aim>
    I am (working towards|working toward|aiming for|striving for) <goal:free_aim>
    I (decided|have decided|resolved|have resolved|made up my mind|have made up my mind) to <goal:strong_aim>
    I am (applying|going to apply) (to|for) <goal:applied>
    I (am writing|am recording|am composing) <goal:working_on>
    I am building <goal:built_thing>
    I (want|would like|am after|am going for|am working for) <goal:wanted>
    I (am looking for|am searching for|look for|am hunting for) <goal:job_sought>
    I (prepare|am preparing|am training) myself to <goal:free_aim>
    I am working on <goal:working_on>
    I am training to <goal:free_aim>
    I am training for <goal:training>
    I (am preparing|am studying|am revising|am prepping) for <goal:prepared>
    I am saving [up] [money] (for|to) <goal:saving>
    I am putting money aside for <goal:saving>
    I am (trying|working hard) to <goal:trying>
    I (want|am looking|would like|am eager|am keen) to <goal:strong_aim>
    I would love to <goal:wish_aim>
    I will <goal:someday>
    (some day|someday|one day|one day soon) [,] I will <goal:said_someday>
    (some day|someday|one day|eventually) [,] I (will|want to|hope to|would like to|would love to) <goal:strong_aim>
    I have wanted to <goal:strong_aim>
    I (am learning|started learning|have started learning|began learning) [how] to <goal:learn_to>
    I (am learning|started learning|have started learning|began learning|am teaching myself|am studying)
        <goal:learn_thing>
    I (am taking|am having|take|started|have started|signed up for|have signed up for) <goal:lessons> lessons

    I (am planning|plan) <plan:trip>
    I (am planning|plan) (on|to) <plan:planned>
    I (booked|have booked|bought|have bought|have) <plan:booked>
    I (got|have got) <plan:booked>
    I (booked|have booked) <plan:trip>
    I (signed up for|have signed up for|am signed up for) <plan:appointment>
    I have <plan:appointment>
    my <plan:event>
    the <plan:big_event>
    my [first|second|third|little] (baby|child|little one|son|daughter) is due [in|on|at] <plan:due>
    [the] baby is due [in|on|at] <plan:due>
    I have [got] (the|my|a|some|my) <booking> booked (to|for|in) <plan:booked_place>
    I am due in <plan:due>
    I am <plan:doing>
    I will <plan:will_do>
    I <plan:timed>
    """,
)
