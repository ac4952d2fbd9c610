"""Diet, allergies and health."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "closing": (
        r"(?:makes?|will make|would make) (?:me (?:ill|sick|itch|itchy|sneeze|wheeze|swell up|swell|break out|bloated|"
        r"come out in (?:hives|a rash|spots))|my (?:throat|face|lips|mouth|eyes|skin|tongue) (?:close(?: up)?|"
        r"swell(?: up)?|"
        r"itch|water|burn|tingle|go numb))|(?:brings?|bring) me out in (?:hives|a rash|spots)|(?:upsets?|"
        r"messes up|mess up|kills?|wrecks?) my (?:stomach|tummy|gut|belly)|(?:sets?|set) off my asthma"
    ),
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I (stopped|quit|gave up|have stopped|have quit|have given up) (being|eating|following|doing|on) [a|an|
        the] <diet>
    gone: I (stopped|quit|gave up|have stopped|have given up) [the] <diet> [diet]
    gone: I (am off|went off|came off|dropped|ditched) [the|my] <diet> diet
    was: I am (allergic|intolerant|sensitive) to <allergy:bare_allergen> after all
    was: I have <health:condition> after all
    gone: I (outgrew|have outgrown|grew out of|have grown out of|got over) my <allergy:bare_allergen> (allergy|
        intolerance)
    gone: my <allergy:bare_allergen> allergy (is gone|went away|has gone|disappeared)
    gone: my <health:condition> (is gone|went away|is cured|has cleared up|is in remission)
    gone: I (beat|have beaten|recovered from|have recovered from|got over|am cured of) [my] <health:condition>

    not: I (eat|drink|consume|touch|do) <diet:no_food>
    still: I (eat|drink|consume|touch|do) <diet:no_food>
    not: I have (eaten|drunk|touched) <diet:no_food>
    not: I (touch|drink|do) (a drop|booze|the booze|alcohol) -> diet: no alcohol
    I (quit|stopped|gave up|have quit|have stopped|have given up|knocked|have knocked) (drinking|the drink|the booze|
        booze|alcohol|drink) [on the head] -> diet: no alcohol
    I (quit|stopped|gave up|cut out|have quit|have given up|have cut out|have stopped having|avoid) [all]
        <diet:no_food>
    I eat (everything|anything|all|most things) (except|but|apart from|except for) [for] <diet:no_food>
    <diet:no_food> (is|are) off the (menu|table)
    not: <diet:no_food> (is|are) (eaten|taken|allowed|served) (in my house|at home|in my family|at mine)

    I (eat|drink) no <diet:no_food>
    I am <allergy:bare_allergen> (intolerant|sensitive|allergic)
    I am (allergic|intolerant|sensitive|anaphylactic|hypersensitive) to <allergy>
    I am <allergy:hyphened>
    I (have|suffer from|developed|have developed|live with) (a|an) [severe|mild|bad|serious|slight|nasty|
        terrible|life-threatening] (allergy|intolerance|sensitivity) to <allergy>
    I (have|suffer from|developed|have developed|live with) [a|an] <allergy:bare_allergen> (allergy|allergies|
        intolerance|sensitivity)
    I have (food allergies|allergies|severe allergies|some allergies) (to|:) <allergy>
    I have allergies to <allergy>
    I (was|am|got|have been) diagnosed with (a|an) <allergy:bare_allergen> (allergy|intolerance)
    my <allergy:bare_allergen> (allergy|allergies|intolerance) (is|are|means|makes|has|acts|flares|gets)
    my allergies (are|include) <allergy>
    my allergy is <allergy>
    <allergy:subject_like> (makes me ill|make me ill|makes me sick|make me sick|gives me hives|give me hives|
        make my throat swell|make me sneeze|make me break out|
        give me a rash|makes me break out|makes my throat swell|makes me sneeze|gives me a rash|brings me out
        in hives|will kill me|could kill me)
    I (break out|come out|get) in (hives|a rash) (when|if|from) [I] [eat|touch|eating] <allergy>
    my (body|stomach|gut|tummy|belly|system) (can not|could not) (handle|tolerate|take|deal with|process|digest|do)
        <allergy:cannot_food>
    not: my (body|stomach|gut|tummy|belly|system) (like|likes|agree with|agrees with|tolerate|handle|process|accept)
        <allergy:cannot_food>
    not: <allergy:cannot_food> and (me|my body|my stomach|I) (get on|get along|agree|mix|are friends|am friends)
    not: <allergy:subject_like> (agree|agrees) with me
    <allergy:subject_like> (sends|send|sent|landed|lands|put|puts|nearly put|almost put) me (to|in) (the er|hospital|
        the hospital|a and e|the emergency room|anaphylaxis|anaphylactic shock)
    <allergy:subject_like> (about|nearly|almost) killed me
    <allergy:subject_like> (both|all) <makes_close:closing>
    <allergy:subject_like> <makes_close:closing>
    anything with <allergy:cannot_food> [in it] is off the table
    anything with <allergy:cannot_food> [in it] (makes|will make|would make) me (ill|sick|swell up)
    I (get|come up in|break out in) (hives|a rash|rashes|spots|itchy|sick|bloated|a stomach ache|stomach pain|stomach
        cramps|cramps) (from|off|after eating|if I eat|when I eat) <allergy>
    I carry an epipen for [my] <allergy> [allergy]
    I react badly to <allergy>
    I can not (eat|have|drink|digest|tolerate) <allergy:cannot_food>
    I can not (eat|have|drink) <diet:no_food>
    I am not able to (eat|digest|tolerate) <allergy:cannot_food>

    I (eat|am eating) [mostly|only|a|an|strictly|mainly] <diet> [food|diet|meals]
    I only eat <diet> [food|meat]
    I (follow|keep|stick to|am on|maintain|have|observe|eat|am following|am doing|started|have started|adopted|
        have adopted) [a|an|the|to] [strict|mostly] <diet> diet
    I (keep|do|am doing|follow|practise|practice|eat) <diet>
    I (switched|have switched|moved|transitioned|converted|changed) to [a|an|being] [eating] <diet>
    I (went|have gone|turned|have turned|became|have become|am going|am turning|am) [a|an] [fully|full|
        completely|100%|totally|almost] <diet>
    I identify as [a|an] <diet>
    I (eat|am eating) (meat|chicken|dairy) (again|now) -> diet: eats meat
    I (eat|am eating) fish (again|now) -> diet: eats fish
    I (eat|am eating) eggs (again|now) -> diet: eats eggs
    I (went|have gone|am going|am) back (to|on) [the] [eating] (meat|chicken|bacon|pork|beef|steak) -> diet: eats meat
    I (went|have gone|am going|am) back (to|on) [eating] fish -> diet: eats fish
    I am back to [being] [a] <diet>
    back to [being] [a] <diet>
    I keep it <diet>
    I started eating (meat|fish|chicken|dairy) again -> diet: eats meat
    I have started eating (meat|fish|dairy) again -> diet: eats meat
    my diet is [now] [mostly|strictly|mainly] <diet>
    I (avoid|have cut out|cut out|have given up|gave up|have stopped eating|stopped eating|stopped drinking|
        have stopped drinking|quit eating|quit drinking|stay away from|have eliminated|eliminated|am off|skip|
        cut) <diet:no_food>
    I have sworn off <diet:no_food>
    I abstain from <diet:no_food>
    I do intermittent fasting -> diet: intermittent fasting
    I am teetotal -> diet: teetotal

    I (was|am|got|have been|just got) [recently] diagnosed with <health:condition>
    I have been diagnosed with <health:condition>
    my doctor diagnosed me with <health:condition>
    my (doctor|gp|doctors) (has|have|put|had) me on (tablets|medication|meds|pills|insulin|statins) for
        <health:condition>
    the doctor (has|put|had) me on (tablets|medication|meds|pills|insulin|statins) for <health:condition>
    I (was|am|got) put on (tablets|medication|meds|pills) for <health:condition>
    I am having <health:condition>
    I was born with <health:condition>
    <health:condition> (runs|run|rules|ruin|ruins) my life
    <health:condition> in (both|my) <bodypart>
    I (have|suffer from|struggle with|live with|deal with|battle|am dealing with|am living with|am struggling
        with|have struggled with|have suffered from|have lived with|manage|get|am prone to|developed|have
        developed|have had) <health:condition>
    my <health:condition> (is|acts|flares|flared|keeps|makes|means|has been|gets|limits|runs|got)
    I am a <health:condition_adjective>
    I am <health:condition_adjective>
    I (take|am taking|use|am on) [daily|some] (medication|medicine|meds|pills|insulin|an inhaler|tablets) for
        [my] <health:condition>
    I use a wheelchair -> health: uses a wheelchair
    I am in a wheelchair -> health: uses a wheelchair
    I am a wheelchair user -> health: uses a wheelchair
    find: my <health:own_condition>
    I wear (hearing aids|a hearing aid) -> health: hearing loss
    I inject insulin -> health: diabetes
    """,
    _INLINE,
)
