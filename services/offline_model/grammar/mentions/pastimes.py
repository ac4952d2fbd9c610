"""Pastimes and tastes anywhere in a sentence: a known pastime beside the user and a habit, a group or a verb of doing."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from services.offline_model.grammar.cleaners import CLEANERS
from services.offline_model.grammar.lexicon import pastimes
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.subject import is_own


def _any_of(entries: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(entry) for entry in entries), key=len, reverse=True))


_B: Final = r"(?:^|(?<= ))"
_E: Final = r"(?=$| |'s )"
_KNOWN: Final = rf"(?:{_any_of((pastimes.ACTIVITIES | pastimes.INSTRUMENTS) - {'go', 'reading', 'travelling', 'traveling', 'cooking', 'league', 'track', 'radio', 'flying', 'dance', 'scouts', 'coins', 'pool', 'go fish', 'trivia', 'weights', 'ultimate', 'the box'})})"
_WIDE: Final = rf"(?:{_any_of(pastimes.ACTIVITIES | pastimes.INSTRUMENTS)})"
_DAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:mornings?|evenings?|nights?|afternoons?|arvos?))?|weekends?|weeks?|mornings?|evenings?|nights?|days?|arvos?|months?|years?|falls?|winters?|summers?|springs?|autumns?|season|weeknights?|lunchtimes?)"
_OFTEN: Final = rf"(?:(?:every|each|most|basically every|nearly every|on|at|by|a|per|in the|in|two|three|four|once|twice|one) (?:(?:other|single|second|few|free|a|per|one|the|two|three|times|nights?|days?) ){{0,3}}{_DAY}|daily|weekly|religiously|regularly|since I (?:was|am)|for (?:[\w-]+ ){{1,2}}years|since [\w-]+|all the time|competitively|after work|before work|whenever)"
_LIST: Final = rf"(?P<what>{{0}}(?: (?:, and|,|and|plus) (?:the )?{{0}}){{{{0,3}}}})"
_HOBBY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_B}I (?:[\w'-]+ ){{0,2}}?(?:play|playing|practise|practice|practising|do|did|am doing|am into|love|enjoy|like|adore|took up|have taken up|taken up|started|got into|get into|joined|have joined|have taken to|taken to|train|compete in|learn|learnt|learning|am learning|studying|study|dance|dancing|coach|run|attend|signed up for|obsessed with|hooked on|addicted to|am mad about|miss|mad for|good at|picked up)(?: (?!not|no|never|to|he|she|my|your|his|her)[\w'-]+){{0,3}}? {_LIST.format(_KNOWN)}{_E}",
        rf"{_B}I (?:[\w'-]+ ){{0,2}}?(?:play|playing|played) (?:the |a bit of |some |a little |in a )*{_LIST.format(_WIDE)}{_E}(?! role)",
        rf"{_B}my (?:own |local |weekly |monday |tuesday |wednesday |thursday |friday |saturday |sunday |amateur |community |church |old |new |regular |beginners? |adult |village |school |work |university |mixed )*(?P<what>{_WIDE}|book|running|rowing|sewing|drama|quiz|writing|walking|film|photography|history|language)(?: (?:{pastimes.GROUPS})){_E}",
        rf"{_B}(?P<what>{_KNOWN}) (?:is my|is a|am my|keeps me|, that is my|, my|is what)(?: [\w'-]+){{0,2}} (?:thing|hobby|passion|therapy|escape|obsession|happy place|sane|life|love|joy|zen|sport|game|jam|nights?|release|hobbies|outlet|stress relief){_E}",
        rf"{_B}(?P<what>{_KNOWN})(?: ,)?(?: [\w'-]+){{0,4}}? {_OFTEN}{_E}",
        rf"{_OFTEN} (?:, )?(?:[\w'-]+ ){{0,6}}?(?:I |me )(?:[\w'-]+ ){{0,4}}?(?P<what>{_KNOWN}){_E}",
        rf"{_B}(?:a |an |the )(?:[\w'-]+ )?(?P<what>{_KNOWN}) (?:club|group|team|league|class|society|choir|band|circle|squad|lessons|course) (?:on|every|at|in|since|I|with){_E}",
        rf"{_B}(?:been|obsessed with|hooked on|into|taken to|taken up|took up|got into|back into|mad about|addicted to|learning|playing|practising|at) (?:the )?(?P<what>{_KNOWN}){_E}",
        rf"{_B}I (?:skipper|captain|lead|leading|run|coach|organise|conduct|help run|umpire|referee)(?: [\w'-]+){{0,4}}? (?P<what>{_KNOWN}|choir|alto section|band|book club|team|thirds|scouts|brass band){_E}",
    )
)
_ENSEMBLE: Final = re.compile(
        rf"{_B}I (?:[\w'-]+ ){{0,3}}?(?:sing|play|singing|playing|am|drum)(?: [\w'-]+){{0,2}}? (?:in|with|for|on) (?:a|the|my|an|one)(?: [\w'-]+){{0,3}}? (?P<what>choir|band|orchestra|choral society|quartet|brass band|ceilidh band|covers band|ensemble|chorus|church choir|parish choir){_E}"
)
_DO: Final = _any_of(set(pastimes.DOINGS) - {"travel", "read", "act", "skip", "lift", "write", "cook", "ride", "box ", "fence", "box", "bike", "spin", "jam", "bowl"})
_DOES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_B}I (?:also |mostly |usually |still |pool |always |often |just |mainly |basically )*(?P<what>{_DO})(?P<more>(?: (?!every|on|at|in|since|with|most|for|and|but|so|twice|,|to|the|my|a|it|this|that|you|about|if)[\w'-]+){{0,2}})(?: (?!not|if|,)[\w'-]+){{0,4}}? {_OFTEN}{_E}",
        rf"{_B}I (?:also |mostly |usually |still |always |often |really |very )*(?:like |love |enjoy |like to |love to |adore )(?:to )?(?P<what>{_DO})(?P<more>(?: (?!every|on|at|in|since|with|most|for|and|but|so|twice|to|the|my|a|it|this|that|you|about|if)[\w'-]+){{0,2}}){_E}",
        rf"{_B}(?:with|and) (?:my [\w'-]+|[A-Z][\w'-]+|me) (?:and (?:I|me) )?(?P<what>{_DO})(?P<more>(?: [\w'-]+){{0,1}}?)(?: [\w'-]+){{0,3}}? (?:every|most|each) {_DAY}{_E}",
        rf"^(?P<what>surf|swim|run|fish|ride|hike|climb|row|dive|ski|paint|knit|sew|draw)(?P<more>)(?: [\w'-]+){{0,3}}? (?:every|most|each) {_DAY}{_E}",
        rf"{_B}I (?:[\w'-]+ )?(?P<what>collect|build|restore|make|grow|breed|photograph|sculpt|carve|sing|dance|brew|bake|draw|paint|catch|carve|forage for|click)(?P<more> (?:model |old |vintage |antique |my own |rare |wild |the |some |my )*(?:trains?|ships|planes|stamps|coins|vinyl|records|figurines|dolls|teapots|watches|clocks|cameras|comics|fossils|shells|postcards|badges|guitars|furniture|tractors|motorbikes|cars|bikes|radios|bowls|pots|jewellery|jewelry|candles|soap|quilts|dresses|cheese|jam|bread|sourdough|beer|wine|cider|vegetables|veg|tomatoes|roses|dahlias|orchids|bonsai|chillies|herbs|birds|butterflies|insects|spoons|carp|pike|trout|manga|comics|portraits|landscapes|watercolou?rs|tango|salsa|bachata|flamenco|kizomba|ballet|swing|alto|tenor|soprano|bass|jazz|gospel|lego|puzzles|books|cards|plates|mugs|sneakers|sari|saris)){_E}",
    )
)
_STOPS: Final = r"(?:I|because|since|but|so|when|if|while|though|although|and (?:I|so|my|it|he|she)|what|which|who|that|for|with|at|on|in|to|every|is|are|was|can|could|please|give|any|too|more|better|ever|these|especially|now|lately|anyway|by|as|from|—|;|:)"
_LIKED: Final = rf"(?P<what>(?:the |a |an |my |some |all |old |good |any )?(?!it\b|this\b|that\b|you\b|him\b|her\b|them\b|how\b|to\b|when\b|what\b|if\b|the idea|your\b|these\b|those\b|me\b|more\b|some (?:help|advice|ideas)|nothing\b|something\b|anything\b|everything\b|being\b|having\b|so\b|not\b|going\b|getting\b|help\b|us\b)(?!{_STOPS} )[\w'&-]+(?: (?!{_STOPS} )[\w'&-]+){{0,4}}?)(?= ,|$| {_STOPS} | {_STOPS}$| more| very| a lot| the most)"
_LIKES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_B}I (?:very |really |just |absolutely |also |still |do |so |truly |always |even |both |all |myself |as well )*(?:love|adore|enjoy|like|miss(?! [A-Z])) (?:very much |much |a lot |so much )?{_LIKED}",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,3}}?) (?:is|am|are|, that is|being) (?:still |definitely |by far |always |probably )*my (?:all-time |absolute |number one |fav|total |)?(?:favorite|fave|weakness|comfort food|guilty pleasure|drug of choice|go-to|happy food){_E}",
        rf"{_B}my (?:all-time |absolute |number one |own |current )*favorite (?:[\w'-]+ ){{0,2}}?(?:is|am|are|has always been|being|:|would be) (?:probably |still |definitely |always |obviously |, |the )*{_LIKED}",
        rf"{_B}I (?:[\w'-]+ ){{0,2}}?(?:fan|lover|big fan|sucker|fiend|addict) (?:of|for) {_LIKED}",
        rf"{_B}I (?:[\w'-]+ )?(?:obsessed with|hooked on|addicted to|mad about|mad for|crazy about|partial to|into|keen on|fond of|nuts about|in love with) {_LIKED}",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:, )?I (?:can not|could not|can never) (?:do|live|go|function|be|survive) without{_E}",
        rf"{_B}I (?:can not|could not|can never) (?:do|live|go|function|start (?:the|my) day|be|survive)(?: a day| the day| my day)? without (?:my |a |the |some )*{_LIKED}",
        rf"{_B}I could (?:eat|drink|listen to|watch) {_LIKED}(?: all (?:the )?day| every day| forever| for (?:breakfast|every meal))",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:fan|lover|obsessive|devotee|fanatic|supporter|addict|nut|junkie) (?:since|here|for|all my|through)",
        rf"{_B}I (?:[\w'-]+ )?(?:support|follow|root for|barrack for|cheer for|go for) (?P<what>[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}})",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) is (?:all I (?:drink|eat|listen to|read|watch)|the only (?:thing|music) I (?:drink|eat|listen to))",
        rf"{_B}(?:give me|I would kill for|nothing beats) (?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:any day|every time|all day|any time|every day of the week)",
    )
)
_DISLIKES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_B}I (?:really |just |absolutely |also |still |do |so |truly |always |even |both |all |kind of |very |genuinely |proper |)*(?:hate|loathe|detest|despise|abhor|dread|dislike|hated) (?:very much |the (?=[a-z]+ (?:,|so|but)))?{_LIKED}",
        rf"{_B}I (?:[\w'-]+ )?(?:can not|could not|can never|could never|do not|never could) (?:really |even |ever |for the life of me )*(?:stand|bear|abide|stomach|support|suffer|face|cope with|deal with|do|tolerate) {_LIKED}",
        rf"{_B}I (?:do not|never|did not|no) (?:really |even |ever |much |actually |particularly )*(?:like|enjoy|care for|fancy|go for|love|liked|rate) (?:at all |so much |very much )?{_LIKED}",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:, )?(?:me )?I (?:really |just |absolutely )*(?:hate|loathe|detest|despise|do not like|can not stand|can not bear|never liked|can not abide|do not support|can not support){_E}",
        rf"{_B}(?:terrified of|scared of|not a fan of|no fan of|not big on|not mad on|not keen on|not into|not fond of|not fussed on|grossed out by) (?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?)(?= ,|$| {_STOPS} )",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:is|are|am) (?:the worst|disgusting|vile|gross|my nemesis|the devil|my worst nightmare|rank|revolting|horrible|minging|not my thing|not for me|not my cup of tea){_E}",
        rf"{_B}(?:can not|could not|never could) (?:stand|bear|abide|stomach) (?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?(?: (?:or|and|,) [\w'-]+){{0,2}})(?= ,|$| {_STOPS} )",
        rf"{_B}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:makes?|give|gives|taste|tastes)(?: me)? (?:gag|heave|retch|the ick|the creeps|like soap|like dirt|nauseous)",
        rf"{_B}keep (?P<what>[\w'-]+(?: [\w'-]+)?) (?:away|far) from me",
    )
)
_ITEM_STOP: Final = re.compile(r" (?:, and|, or|,|and|or|plus) (?:the )?")
_PRONOUNS: Final = re.compile(r"^(?:missing|second|without|allergies|home|ugh|franchement|le|la|les|stepping|most|it|this|that|they|he|she|there|which|what|who|here|these|those|I|me|my|you|we|one|food|thing|things|idea|bit|lot|everyone|someone|nothing|everything|something|anything|so|but|and|because|if|when|since|one day|not|of|is|was|to|in|on|for|more|people)(?: |$)")


def hobbies(line: Line) -> Iterator[Mention]:
    """What the user does for fun."""
    for pattern in _HOBBY:
        for found in pattern.finditer(line.low):
            if _counts(line, found):
                if re.search(r"\b(?:not|never|was|were)\b", found.group()):
                    continue
                for what in _ITEM_STOP.split(found["what"]):
                    yield Mention("hobby", what, "assert", line.span(found.start(), found.end()))
    for found in _ENSEMBLE.finditer(line.low):
        if _counts(line, found) and not re.search(_KNOWN, found.group()[: found.start("what") - found.start()]):
            yield Mention("hobby", found["what"], "assert", line.span(found.start(), found.end()))
    for pattern in _DOES:
        for found in pattern.finditer(line.low):
            if _counts(line, found):
                done = pastimes.DOINGS.get(found["what"], found["what"])
                value = f"{found['what']}{found['more']}" if found["more"].strip() else done
                yield Mention("hobby", value.strip(), "assert", line.span(found.start(), found.end("more")))


def tastes(line: Line) -> Iterator[Mention]:
    """What the user likes and dislikes."""
    for slot, patterns in (("likes", _LIKES), ("dislikes", _DISLIKES)):
        for pattern in patterns:
            for found in pattern.finditer(line.text):
                if _counts(line, found):
                    for what in _ITEM_STOP.split(found["what"]):
                        value = re.sub(r"^(?:the|a|an|my|some|all|any|good|old) ", "", what)
                        if _PRONOUNS.match(what) or _PRONOUNS.match(value):
                            continue
                        if CLEANERS[slot](what):
                            yield Mention(slot, value, "assert", line.span(found.start(), found.end("what") if found.end("what") > found.start() + 2 else found.end()))


def _counts(line: Line, found: re.Match[str]) -> bool:
    """Whether the user says it, of themselves, and not of what they would like or have given up."""
    said = found.group()
    if re.search(r"\b(?:not|never|do not think|did not)(?: [\w']+){0,2} $", line.text[max(0, found.start() - 25) : found.start()]) and found.group()[:4] not in {"can ", "coul"}:
        return False
    around = line.text[max(0, found.start() - 25) : found.end() + 20]
    if line.is_past or not line.is_told(found.end() - 1) or not line.is_told(found.start()):
        return False
    if re.search(r"\b(?:would|used to|no more|stopped|stop|quit|gave up|given up|no longer|any more|want|wanna|wish|going to try|thinking|instead of|not going)\b", around) and "could not live" not in around:
        return False
    if re.search(r"\bI will\b|\bI am (?:running|fencing|fishing|acting|reading|painting|writing|walking|a fencing|a fishing)\b|contractor|doing some|teach|done with|done w\b|the most|btw|\ballergi|^without", said):
        return False
    if re.search(r"\b(?:he|she|they|you|your|his|her|their|who)\b", said):
        return False
    return said.startswith(("I ", "my ")) or is_own(line.text, found.start())
