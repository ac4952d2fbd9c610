"""What the user studied, can do, and speaks."""

from typing import Final

from services.offline_model.grammar.pattern import Rule, table

_DEGREE: Final = (
    r"(?:b\.?tech|m\.?tech|b\.?sc|m\.?sc|b\.?com|m\.?com|b\.?a|b\.?e|mbbs|llm|hnd|nd|cert iii|cert iv|certificate|"
    r"certification|a-levels|"
    r"a levels|ib|gcses|leaving cert|apprenticeship|foundation course|course|evening course|online course|"
    r"bootcamp|phd|ph\.d\.|doctorate|doctoral degree|master's degree|master's|masters|master degree|msc|ma|mba|"
    r"mphil|bachelor's degree|"
    r"bachelor's|bachelors|bachelor degree|bachelor|ba|bsc|ba|degree|university degree|diploma|law degree|"
    r"minor|double major|associate's degree|"
    r"master of science|master of arts|bachelor of science|bachelor of arts|md|llb|college degree|"
    r"postgraduate degree|double degree|undergraduate degree|undergrad degree)"
)

_INLINE: Final = {"degree": _DEGREE}

RULES: Final[tuple[Rule, ...]] = table(
    """
    I (studied|read|majored in) <education> at <education_at:education_school>
    I (study|am studying) <education> at <education_at:education_school>
    I (have|hold|got|earned|completed|finished|did|am doing|am finishing|am pursuing|received|am working on|am
        studying for|am completing|have earned|have completed|have finished|started|have started) [a|an|my]
        <degree> in <degree_field:degree_field> (at|from) <education_at:education_school>
    I (have|hold|got|earned|completed|finished|did|am doing|am finishing|am pursuing|received|am working on|am
        studying for|am completing|have earned|have completed|have finished|started|have started) [a|an|my]
        <degree> in <degree_field:degree_field>
    I (have|hold|got|earned|completed|finished|did|am doing|received|have earned|have completed|have finished)
        [a|an|my] <degree> (from|at) <education_at:education_school>
    my <degree> in <degree_field:degree_field> (is|was) (from|at) <education_at:education_school>
    my <degree> (is|was) (from|at) <education_at:education_school>
    I am (chipping away at|halfway through|in the middle of|enrolled in|enrolled for|in) (a|an|my) <degree> in
        <degree_field:degree_field>
    I (have|hold|got|earned|completed|finished|did|am doing|started) (a|an|my) <degree> of <degree_field:degree_field>
        (at|from) <education_at:education_school>
    I (have|hold|got|earned|completed|finished|did|am doing|started) (a|an|my) <degree> of <degree_field:degree_field>
    I am pursuing <education> (from|at|in) <education_at:education_school>
    I am pursuing <education>
    I went to <education_at:education_school> for <education>
    I am (a|in) (sophomore|freshman|fresher|junior|senior|freshman year|junior year|senior year) at
        <education_at:any_school>
    (I am|I am in) [my] <nth:nth> year [of] <education> (at|for|in) <education_at:any_school>
    <nth:nth> year [of] <education> (at|for|in) <education_at:any_school>
    (I am|I am in) [my] <nth:nth> year at <education_at:any_school>
    <nth:nth> year at <education_at:any_school>
    my <degree> is in <degree_field:degree_field>
    my (major|minor|field of study|subject|field) (is|was) <education>
    my background is in <education>
    I am a <education:student_of> (student|major|graduate) (at|from) <education_at:education_school>
    I am an <education:student_of> (student|major|graduate|postgrad)
    I am a <education:student_of> (student|major|graduate|postgrad)
    I (did|am doing|do|finished|have done|completed|got|have) [a|an|my] <degree> final year at
        <education_at:education_school>
    I am a <degree> student in <degree_field:degree_field>
    I am a <degree> student (at|in) <education_at:education_school>
    I am <degree> student in <degree_field:degree_field>
    I start [college|university|uni] at <education_at:education_school>
    I am (majoring in|starting at|enrolled at|going to) <education_at:education_school>
    I am a student (at|of) <education_at:education_school>
    I am a graduate of <education_at:education_school>
    I (graduated|have graduated) (from|at) <education_at:education_school> with (a|an) [degree|bachelor's|
        master's|phd] [degree] in <education>
    I (graduated|have graduated) in <education> (from|at) <education_at:education_school>
    I (graduated|have graduated) (from|at) <education_at:education_school>
    I (graduated|have graduated) with (a|an) <degree> in <degree_field:degree_field>
    I (graduated|have graduated) in <education>
    I (went|go|am going) to <education_at:education_school>
    I (attend|attended|am attending|am enrolled at|am enrolled in|enrolled at|enrolled in)
        <education_at:education_school>
    I (did|wrote|am writing|defended|have defended) my (phd|thesis|dissertation|doctorate) (in|on)
        <education:degree_field>
    I did my (degree|undergrad|masters|master's|studies|bachelor's) at <education_at:education_school>
    I dropped out of <education_at:education_school>
    I (studied|majored in|minored in|trained in) <education>
    I have studied <education:lasting_education>
    I (study|am studying|am majoring in|major in) <education>
    I studied at <education_at:education_school>
    I study at <education_at:education_school>
    I am studying at <education_at:education_school>
    I am doing a degree in <education>
    I have a background in <education>

    I speak <language:languages> (of course|obviously|naturally)
    I (speak|can speak|understand|am speaking) [fluent|some|a little|a bit of|basic|decent|
        conversational|good|pretty good|passable|perfect] [both] <language:languages>
    I know (some|decent|conversational|fluent|good) <language:languages>
    I am (fluent|conversational|proficient|bilingual|trilingual|able to converse) in <language:languages>
    I (can|could) hold a conversation in <language:languages>
    I read <language:languages>
    I can (read|understand|get by in|read and write) <language:languages>
    I (learned|learnt|have learned|have learnt|picked up|have picked up|taught myself) [some|to speak]
        <language:languages>
    my <language:languages> is (fluent|good|decent|ok|okay|rusty|conversational|pretty good|pretty decent|basic|
        excellent|not bad|quite good|intermediate|getting better)
    I (get by|can get by|am okay|am ok|manage|can manage|can joke|joke|dream|swear) in <language:languages>
    I can (chat|natter|natter away|converse|hold my own|have a chat|chat away|argue) in <language:languages>
    <language:one_language> I (picked up|pick up|learned|learnt|know|speak|understand)
    <language:languages> came (later|after|with|at|from)
    I (talk|chat) in <language:languages> (with|to) my <who>
    my second language is <language:languages>
    my (other|second|third) (languages|language) (are|is) <language:languages>
    I am bilingual , <language:languages>
    I have a (B1|B2|C1|C2|A2|A1) (in|certificate in|level in) <language:languages>
    <language:languages> is my second language
    besides <old> I speak <language:languages>
    besides <old> , I speak <language:languages>


    I (know how to|can) <skill:can_do>
    I am able to <skill:can_do>
    I am (fluent|proficient|experienced|skilled|versed|well-versed|competent|trained|certified|qualified|adept|
        talented|expert) (in|at|with) <skill>
    I am (good|great|excellent|brilliant|decent|pretty good|quite good|really good|very good|not bad|skilled|
        handy|an ace) (at|with) <skill:good_at>
    I am an expert (in|at|on) <skill>
    I am an experienced <skill:experienced>
    I am [a] certified <skill:certified>
    I am a (skilled|talented|gifted|good|great|decent|strong|fluent|trained) <skill:doer_skill>
    I know <skill:tech>
    I know my way around <skill:tech>
    gone: I dropped out of <education>
    I (code|program|write code|develop|script) (in|with) <skill:tech>
    I (write|use|work with|code) <skill:tech>
    I have <amount:number> years of experience (in|with) <skill>
    I have <amount:number> years of <skill> experience
    I have a (lot|great deal) of experience (in|with) <skill>
    I have experience (in|with) <skill>
    I specialise in <skill>
    I specialize in <skill>
    I have a (knack|talent|gift) for <skill>
    my (skills|main skills|strengths|strong points) (are|include) <skill>
    my (strength|forte|strong suit|speciality|specialty|superpower|main skill|best skill) is <skill>
    I (mastered|have mastered|excel at|excel in) <skill>
    I taught myself [how] [to] <skill:taught_self>
    I have a black belt in <skill>
    I have perfect pitch -> skill: perfect pitch
    I touch type -> skill: touch typing
    <skill:subject_like> is my (forte|strong suit|superpower|speciality|specialty)
    I type <skill:words_per_minute>
    """,
    {
        **_INLINE,
        "nth": r"(?:first|second|third|fourth|fifth|final|last|1st|2nd|3rd|4th)",
        "number": r"(?:\w+|\d+\+?|over \w+|more than \w+)",
    },
)
