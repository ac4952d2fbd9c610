"""Aims, and what is already arranged."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (gave up on|have given up on|abandoned|have abandoned|dropped|gave up|have given up) [my|the] [goal|
        dream|plan|idea] [of|to] <goal:gone_aim>
    gone: I (cancelled|canceled|called off|have cancelled|have canceled|scrapped|had to cancel|have called off|
        have scrapped|had to call off) [my|the] <plan:gone_plan>
    gone: my <plan:gone_plan> (is|was|got|has been|had to be) (cancelled|canceled|called off|off)
    gone: the <plan:gone_plan> (is|was|got|has been) (cancelled|canceled|called off|off)
    gone: I (decided|have decided) not to <plan:gone_plan>

    my [new|big|main|long-term|next|biggest|lifelong|current|personal|only|ultimate|short-term] (goal|dream|aim|
        ambition|resolution|new year's resolution|mission|target|bucket list goal) [this year|for this year|for
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
    I am due in <plan:due>
    I am <plan:doing>
    I will <plan:will_do>
    I <plan:timed>
    """,
)
