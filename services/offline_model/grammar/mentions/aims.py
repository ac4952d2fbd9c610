"""Aims and plans anywhere in a sentence: a wish with something to achieve, a doing with a time to come."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cleaners.aims import base
from services.offline_model.grammar.cleaners.cutting import shorten
from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END
from services.offline_model.grammar.mentions.subject import is_own

_LANGUAGE: Final = "|".join(sorted(geography.LANGUAGES, key=len, reverse=True))
_MONTH: Final = "|".join(
    (*geography.MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")
)
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|thurs|fri|sat|sun|tues|weds"
TIME: Final = (
    rf"(?:(?:in|by|on|from|at|for|until|before|come|around|end of|start of|late|early|mid|mid-|this|next|next to "
    rf"next|the following|over|during|after|till|of|since)? ?"
    rf"(?:the )?(?:(?:end|start|beginning|middle) of )?(?:early |late |mid |mid-|this |next |coming |the "
    rf")?(?:{_MONTH}|(?<=in )spring|(?<=in the )spring|(?<=next )spring|(?<=this )spring|(?<=in )summer|(?<=the "
    rf")summer|(?<=next )summer|(?<=this )summer|(?<=in )autumn|(?<=the )autumn|(?<=next )autumn|(?<=in )winter|"
    rf"(?<=next )winter|(?<=this )winter|(?<=next )fall|(?<=the )fall|(?<=for )christmas|(?<=at )christmas|(?<=by "
    rf")christmas|(?<=over )christmas|(?<=this )christmas|(?<=before )christmas|xmas|easter|thanksgiving|new year|"
    rf"diwali|pongal|eid|ramadan|"
    rf"holi|sallah|chinese new year|cny|half term|bank holiday|spring festival|semester|term|finals|graduation)(?: "
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?)?(?: (?:the )?\d{{4}})?(?: holidays?)?"
    rf"|(?:next|this|the coming|coming) (?:week|weekend|month|year|{_DAY})|(?:on|this|next|by) (?:the "
    rf")?(?:{_DAY})(?: (?:week|morning|evening))?"
    rf"|(?:(?:on |from |by |until |it is |is |till )(?:the )?|the )\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: "
    rf"(?:{_MONTH}))?(?! (?:floor|time|year|birthday))|(?:on |from |is )?(?:the )?\d{{1,2}} (?:of )?(?:{_MONTH})"
    rf"|in (?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|a few|a couple of|less than a)(?: more)? "
    rf"(?:days?|weeks?|months?|years?|fortnight)(?:' time)?|in 20[23]\d|by 20[23]\d|before 20[23]\d|20(?:2[6-9]|"
    rf"3\d))"
)
_ACRONYM: Final = r"[A-Z][A-Z0-9-]{2,}"
_OBJECT: Final = (
    r"(?:(?:driving|driver's|driver) (?:licen[cs]e|test)|theory test|exams?|test|licen[cs]es?|licens|certificat\w+|"
    r"diploma|degree|bachelor'?s|master'?s|masters|mba|phd|doctorate|qualification|ged|ielts|toefl|toeic|nclex|"
    r"upsc|jamb|"
    r"neet|gmat|gre|lsat|mcat|usmle|bar exam|cpa|acca|cfa|half marathon|mini marathon|marathon|triathlon|ironman|"
    r"ultramarathon|ultra|10 ?k|5 ?k|10 km|5 km|half ironman|nationals|black belt|visa|"
    r"citizenship|residency|permanent residence|green card|apprenticeship|internship|scholarship|promotion|"
    r"permanent post|novel|memoir|cookbook|screenplay|debut album|album|ep|documentary|short film|zine|podcast|"
    r"youtube channel|"
    r"own (?:\w+ ){0,2}(?:business|shop|restaurant|cafe|café|company|clinic|bakery|studio|salon|truck|house|place|"
    r"home|flat|boat|room|practice|school|farm|land|line|brand|garage|workshop|bar|pub|gallery|gym|bus)|"
    r"smallholding|allotment|land|house deposit|deposit|down ?payment|mortgage|(?:first )?(?:house|home|flat|"
    r"apartment)|campervan|caravan|motorbike|weight|kilos?|kg|stone|pounds|lbs|smoking|smokes|cigarettes|drinking|"
    r"debt|student loans?|"
    r"nursing school|nurse school|med school|medical school|law school|art school|culinary school|grad school|"
    r"university|college|veterinary medicine|medicine|nursing|law|engineering|pharmacy|kinesiology|psychology|"
    r"animation|architecture|computer science|agronomy|dentistry|physiotherapy|marine bio(?:logy)?|teaching|"
    r"translator|[abc][12]|n[1-5]|hsk ?\d|"
    r"forklift(?: theory)?|first aid|coding|programming|python|web development|data science|machine learning|lash "
    r"extensions?|caregiver course|course|bootcamp|certification|"
    r"world cup|olympics|nba|nfl|handstand|pull-ups?|personal best|pb|sub-\d+|sub \d+|break \d\S*|nurse|doctor|"
    r"teacher|lawyer|vet|pilot|firefighter|paramedic|chef|engineer|developer|manager|electrician|plumber|accountant|"
    r""
    r"midwife|therapist|dentist|barrister|solicitor|journalist|designer|programmer|nail tech|flight attendant|"
    r"police officer|parent|father|mother|citizen|resident)"
)
_WISH: Final = (
    r"(?:want|wants|wan|wanna|wanting|need|hope|hoping|aim|aiming|trying|tryna|try|would like|would love|would need|"
    r"dream|dreaming|dream of|preparing|prepare|prepping|prep|studying for|study for|revising|saving|save|saving up|"
    r"training|"
    r"working towards?|pushing|planning|plan|mean|intend|determined|learning|lerning|learn|decided|applying|going|"
    r"looking|search|searching|putting|aspire|wish|desire|thinking|think|desperate|keen|want do|hoping to)"
)
_PREP: Final = (
    r"(?: (?:to|for|on|of|at|towards|toward|up|a bit by|by|hard|really|now|still|myself|already|to get|to do|to "
    r"have|to go|into|also))*"
)
_SKIP: Final = (
    r"(?:(?!(?:you|your|know|ask|see|not|but|so|if|because|can|could|what|how|tell|help|he|she|they|write|cook|make|"
    r"send|and I|it|email|letter|recipe)\b)[\w'’%.-]+ )"
)
_GOALS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?:I (?:[\w'-]+ ){{0,4}}?)?(?:trying to|tryna|want|want to|wanna|hoping to|need to|would like to|"
            rf"have to|must|am|have started|started|plan to|going to|will|need|been)? ?(?:to )?(?P<aim>(?:learn|"
            rf"learning|lern|lerning|improve|improving|begin|pick up|picking up|brush up|master|mastering|practise|"
            rf"practice|start learning|teach myself|teaching myself)(?: (?:on|up|the|my|some|more|business|medical|"
            rf"basic|proper|good|conversational|better|spoken|written|in|of|speaking|a|little|bit))* (?:{_LANGUAGE}|"
            rf"{_LANGUAGE.title()}))(?P<more>)(?=$| )"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?{_WISH}{_PREP} (?P<aim>{_SKIP}{{0,6}}?(?:{_OBJECT}|(?:for|clear|pass|crack|"
            rf"give|take|sit|prepare|preparing|my|the|qualify|write) {_ACRONYM}))(?P<more>(?: in [A-Z][\w'-]+| before "
            rf".*| by .*| as an? [\w-]+| for [A-Z][\w'-]+)?)(?=$| )"
        ),
        (
            rf"^(?:ok |and |so |also |still |now |currently |been |well |instead )*(?:trying|tryna|wanna|want|hoping|"
            rf"saving(?: up)?|preparing|prepping|studying|training|aiming|working|learning|lerning|planning|"
            rf"need)(?: to|"
            rf" for| on| towards)*(?: get| do)? (?P<aim>{_SKIP}{{0,6}}?(?:{_OBJECT}|(?:for|clear|pass|crack|give|take|"
            rf"sit|my|the|qualify) {_ACRONYM}))(?P<more>)(?=$| )"
        ),
        (
            rf"{BEGIN}(?:my|the) (?:[\w-]+ )?(?:\w+ )?(?:dream|goal|aim|ambition|wish|target|hope|resolution|long game|"
            rf"end "
            rf"game|mission|objective)(?: [\w'-]+){{0,4}}? (?:is|am|was always|has always been|would be|:|remains)(?: "
            rf"still| to| that I| one day| for to| get to| itself)* (?P<aim>(?:(?<=to )|(?=[a-z]+ing\b)|(?=(?:a|an|the|"
            rf"my) )|(?={_OBJECT}))(?!that|it|this|not|what|you|how|too|all|just)[\w'-]+(?: (?!but|because|so|and I|"
            rf"what|which|can|if|please|how|,|is|or)[\w'-]+){{0,6}})(?P<more>)"
        ),
        (
            rf"{BEGIN}I (?:have|had|am having) (?:the|a|this|one) (?:dream|goal|aim|plan|ambition|idea)(?: (?:to|of|"
            rf"for|"
            rf"that I|one day))* (?P<aim>(?!that|it|this|not|what|you|how)[\w'-]+(?: (?!but|because|so|and I|what|"
            rf"which|"
            rf"can|if|please|how|,)[\w'-]+){{0,6}})(?P<more>)"
        ),
        (
            rf"{BEGIN}(?P<aim>(?!it|that|this|he|she)(?:to )?[\w'-]+(?: [\w'-]+){{0,6}}?)(?: ,)? (?:is|, that is|"
            rf"that is|"
            rf"am) (?:the (?:dream|goal|plan|aim|whole plan|long game|end goal)|my (?:dream|goal|aim|ambition)|what I "
            rf"(?:really )?(?:want|wanna|hope|aim|dream)(?: to do| of)?|the thing that I (?:more |most )?(?:want|"
            rf"desire))(?P<more>){END}"
        ),
        (
            rf"{BEGIN}(?:what|all) I (?:[\w'-]+ ){{0,2}}?(?:want|pushing for|hope for|aiming for|working towards)(?: "
            rf"[\w'-]+){{0,2}}? is (?:to )?(?P<aim>[\w'-]+(?: (?!but|because|so|what|which|can|if|please|how|,"
            rf")[\w'-]+){{0,6}})(?P<more>)"
        ),
        (
            rf"{BEGIN}(?:saving|saving up|putting money (?:aside|by)|save up|setting money aside|putting (?:a bit|"
            rf"money) "
            rf"by) (?:for|towards|to (?:buy|get)) (?P<aim>(?!it|that|this)[\w'-]+(?: (?!but|because|so|what|which|can|"
            rf"if|please|how|,)[\w'-]+){{0,5}})(?P<more>)"
        ),
    )
)
_PLACE: Final = r"(?:[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})"
_MOVE: Final = (
    r"(?:go|going|travel|travelling|traveling|fly|flying|flies|drive|driving|move|moving|head|heading|off|sail|"
    r"sailing|return|returning|come|coming|relocate|relocating|cycle|cycling|emigrate|emigrating|backpack|"
    r"backpacking|road trip|road-tripping|bring|bringing|take|taking|visit|visiting|shift|shifting|cross|walk|"
    r"walking|hike|hiking|make)"
)
_DOING: Final = (
    r"(?:go|going|travel|travelling|traveling|fly|flying|drive|driving|move|moving|visit|visiting|marry|marrying|"
    r"get married|getting married|retire|retiring|return|returning|celebrate|celebrating|host|hosting|"
    r"run|running|walk|walking|hike|hiking|climb|climbing|spend|spending|cycle|cycling|sail|sailing|tour|touring|"
    r"attend|attending|open|opening|bring my|bringing my|launch|launching|emigrate|emigrating|relocate|relocating|"
    r"tie the knot|tying the knot|adopt|adopting|swim|swimming|compete|competing|perform|performing|camp|camping|"
    r"ski|skiing|become|becoming|take my|taking my|take the family|renting|rent|road-tripping|backpacking|shift|"
    r"shifting|walking|head|heading|graduate|graduating|sell my|selling my|hand over|take over|start my own|"
    r"starting my own|start my parental|start my maternity|bring)"
)
_EVENT: Final = (
    r"(?:wedding|marriage|honeymoon|holiday|holidays|vacation|trip|elk trip|road trip|cruise|safari|pilgrimage|"
    r"yatra|umrah|hajj|camino|tour|flight|flights|move|house move|surgery|surgry|operation|op|scan|c-section|"
    r"exam|exams|finals|viva|thesis defence|defense|audition|interview|conference|recital|concert|gig|exhibition|"
    r"competition|tournament|race|marathon|half marathon|triathlon|reunion|baby shower|christening|"
    r"communion|bar mitzvah|graduation|party|engagement|anniversary|(?:\d+\w\w |thirtieth |fortieth |fiftieth |"
    r"sixtieth )?birthday|retirement|parental leave|maternity leave|sabbatical|semester|internship|apprenticeship|"
    r"traditional|nikah|sangeet|mehendi|rom|key collection|house-?warming|festival|carol service|camp|retreat|"
    r"expedition|move-in|last day|due date|baby|second baby|first baby|grandchild)"
)
_TAIL: Final = (
    r"(?:(?!(?:and|but|so|because|what|which|how|if|can|could|please|who|where|then|is|do|any|that)\b)[\w'’/%.-]+ "
    r"){0,7}?"
)
_PLANS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,4}}?(?P<plan>(?:going|flying|off|heading|travelling|traveling|moving|driving|"
            rf"emigrating|relocating|go to live|go live|go back)(?: back| over| out| up| down| home| to| in| for| "
            rf"away)* (?:the )?{_PLACE}(?: for [\w ]+?)?){END}"
        ),
        (
            rf"{BEGIN}(?:my|the|this|second|first|for my|for) (?:[\w-]+ ){{0,2}}?(?P<plan>{_EVENT}(?: (?:in|at|to|with|"
            rf"of) "
            rf"(?:the )?[A-Z][\w'-]+)?(?: is| am| will be| are| , she come| comes?| starts?| begins?| planned| booked| "
            rf"set| scheduled| due| coming up| for| is set for| is booked for| is planned for)* {TIME}){END}"
        ),
        (
            rf"^(?:and |so |ok |also |well |trip |)*(?P<plan>(?:going|flying|off|heading|travelling|moving|driving|"
            rf"gonna|hosting|walking|hiking|running|getting married|expecting) {_TAIL}{TIME}){END}"
        ),
        (
            rf"^(?P<plan>(?:going|goin|flying|off|heading|travelling|moving|driving) (?:to |back to |over to |down to "
            rf")?{_PLACE}(?: [\w'-]+){{0,4}})"
        ),
        (
            rf"{BEGIN}(?P<plan>(?:flights?|tickets?|trip|hotel|ferry|airbnb|villa|cottage|cabin|seats|leave)(?: "
            rf"(?:am|are|"
            rf"is|all|already))* (?:booked|done|bought|sorted|confirmed|set)(?: (?:for|to|in|so I am|,)){0, 3} (?:the "
            rf")?[\w'-]+(?: (?!and|but|so|what|can|how|please)[\w'-]+){{0,4}})"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:booked|bookd|signed up for|registered for|entered|got tickets for|got "
            rf"tickets to|got a place in|have tickets for|have tickets to|down for|have a place in|register|bought "
            rf"tickets for|bought tickets to|planning|organising|organizing|arranging) (?:me |us in for |us |in for |"
            rf"myself )?(?P<plan>(?!it|this|that|you|to)[\w'-]+(?: (?!and|but|so|what|can|how|please|because|,"
            rf")[\w'-]+){{0,5}})"
        ),
        (
            rf"{BEGIN}(?P<plan>(?:baby|little one|twins|first baby|second baby|third baby|bub|grandchild|expecting|"
            rf"due)(?: "
            rf"(?:is|am|are|on the way|due|number \w+|girl|boy|coming|she come|he come|arriving|comes|arrives|a "
            rf"baby|my "
            rf"first|my second|,))* {TIME}){END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?P<plan>expecting(?: (?:a|my|my first|my second|another|the) (?:baby|"
            rf"child|"
            rf"one|first|second|grandchild|twins))?)(?= |$)"
        ),
        (
            rf"{BEGIN}I (?:am (?:going to )?|will |shall |gonna )(?P<plan>(?:marry|marrying|get married|getting "
            rf"married|"
            rf"wed|tie the knot|move in with|emigrate|retire|retiring|become a (?:father|mother|dad|mum|grandmother|"
            rf"grandfather)|set up|setting up|open|opening)\b(?: (?!and|but|so|what|can|how|please|because|if|,"
            rf")[\w'-]+){{0,5}})"
        ),
        (
            rf"{BEGIN}(?P<plan>(?:{_PLACE}|elk|ski|fishing|camping|road|surf|safari) (?:trip|holiday|getaway|cruise|"
            rf"retreat|booking)(?: is| am|'s)? (?:set|booked|sorted|confirmed|on|in|next|this|coming)(?: [\w'-]+){{0,"
            rf"3}})"
        ),
        rf"{BEGIN}(?P<plan>{_PLACE} (?:is |am )?(?:booked|sorted|confirmed|here I come))",
    )
)
_NO: Final = re.compile(
    r"\brun for\b|\bhave \w+(?:ed|en|n)\b|\bretired\b|be married|birthday is|study in the|\b(?:not|never|every|"
    r"each|"
    r"usually|always|used to|would|if|could|might|maybe|last|ago|cancel\w*|was|were|no longer|since|went|wish|"
    r"normally|sometimes|ever|dreamt)\b"
)


def goals(line: Line) -> Iterator[Mention]:
    """What the user works for."""
    for pattern in _GOALS:
        for found in pattern.finditer(line.text):
            if not _counts(line, found, "aim") or re.search(
                r"\b(?:not|never|wish I|if I|used to|stopped|no longer|delete|forget|drop)\b",
                line.text[max(0, found.start() - 12) : found.start()]
                + found.group()[: found.start("aim") - found.start()],
            ):
                continue
            aim = base(
                re.sub(r"^(?:to|a|an|the|my|for|do|get) (?=\w+)", "", f"{found['aim']}{found['more'] or ''}").strip()
            )
            if " " not in aim and re.match(
                r"(?:learn|open|speak|visit|study|clear|pass|travel|adopt|improve|convert|work|climb|become)$", aim
            ):
                continue
            if aim and not re.match(
                (
                    r"(?:leave|every|it|that|this|these|those|know|make sure|be able|some|more|help|find out|try|use|"
                    r"do)\b"
                ),
                aim,
            ):
                yield Mention("goal", aim, "assert", line.span(found.start(), found.end()))


def plans(line: Line) -> Iterator[Mention]:
    """What is arranged, with its time when it is said."""
    for pattern in _PLANS:
        for found in pattern.finditer(line.text):
            if not _counts(line, found, "plan") or _NO.search(found.group()):
                continue
            plan = base(found["plan"]) if re.match(_DOING, found["plan"]) else found["plan"]
            if re.match(
                (
                    r"(?:have|do|be|take|make|get|see|study|work|give|finish|stay|come) (?:it|this|that|the same|you|a "
                    r"look|lunch|dinner|to)\b"
                ),
                plan,
            ):
                continue
            value = re.sub(r"^off ", "go ", shorten(plan))
            yield Mention("plan", value, "assert", line.span(found.start(), found.end()))


def _counts(line: Line, found: re.Match[str], name: str) -> bool:
    if line.is_past or not (line.is_told(found.start(name)) and line.is_told(found.end(name) - 1)):
        return False
    said = found.group()
    if re.search(r"\b(?:he|she|they|you|your|who)\b", said[: found.start(name) - found.start()]):
        return False
    return said.startswith(("I ", "my ")) or is_own(line.text, found.start(name))
