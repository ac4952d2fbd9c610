"""The animals of the house."""

from typing import Final

from services.offline_model.grammar.lexicon.life import SPECIES
from services.offline_model.grammar.pattern import Rule, table

_ADJECTIVES: Final = (
    "(?:(?:old|elderly|little|new|rescue|lovely|beautiful|black|white|brown|ginger|grey|gray|tabby|"
    "orange|calico|chubby|fat|lazy|crazy|sweet|beloved|three-legged|blind|tiny|big|young|adopted|cute|"
    "pet|fluffy|dear|poor|other|first|second|[a-z]+-year-old|\\d+-year-old) ){0,2}?"
)
_SPECIES: Final = "(?:" + "|".join(sorted(SPECIES, key=len, reverse=True)) + ")"
_NUMBER: Final = "(?:two|three|four|five|six|several|2|3|4|5|6)"
_PLURAL: Final = "(?:(?:" + "|".join(sorted(SPECIES, key=len, reverse=True)) + "|puppie|bunnie|ponie|huskie)e?s)"
_INLINE: Final = {
    "species": _ADJECTIVES + _SPECIES,
    "species_many": f"(?:{_NUMBER} )?{_ADJECTIVES}{_PLURAL}",
    "counted": f"(?:{_NUMBER} {_ADJECTIVES}{_PLURAL})",
    "died": (
        r"(?:died|passed away|has died|has passed away|has passed)(?: peacefully)?(?: in (?:his|her|its) sleep)?"
        r"(?: (?:last night|yesterday|today|this \w+|last (?:week|month|\w+day)|on \w+day|(?:at|over) the weekend|"
        r"(?:a|two|three|a few) (?:days?|weeks?|months?) ago))?(?= ,|$)"
    ),
    "species_of": _ADJECTIVES + _SPECIES + "'s",
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    gone: I [had|have had] [to] (give|gave|given) <pet:being> (away|up|up for adoption|back|to)
    gone: I [had|have had] [to] (give|gave|given) away <pet:being>
    gone: I [had|have had] [to] (give|gave|given) [away] my <species:species> <pet>
    gone: I [had|have had] [to] (give|gave|given) [up|away] my <species:species> (away|up|to)
    gone: I [had|have] [to] (rehome|rehomed|re-home|re-homed|put down|surrender|surrendered|lost|lose) my
        <species:species> [,] <pet>
    gone: I [had|have] [to] (rehome|rehomed|re-home|re-homed|put down|euthanise|euthanize|surrender|
        surrendered) <pet:being>
    gone: I [had|have] [to] (put|have) <pet:being> (down|to sleep)
    gone: I [had|have] [to] (put|have) my <species:species> <pet> (down|to sleep)
    gone: I [had|have] [to] (put|have) my <species:species> (down|to sleep)
    gone: I lost my <species:species> [,] <pet>
    gone: my <species:species> [,] <pet> [,] (died|passed away|passed|has died|has passed away|is gone|crossed
        the rainbow bridge|is no longer with us|was put down|was put to sleep|ran away)
    gone: my <species:species> (died|passed away|passed|has died|has passed away|is no longer with us|was put
        down|was put to sleep)
    gone: I sold my <species:species> [,] <pet>
    gone: I sold my <species:species>
    gone: <pet:animal_gone> <died:died>
    gone: <pet:animal_gone> (was put down|was put to sleep|had to be put down|had to be put to sleep|has been put down|
        crossed the rainbow bridge|is gone over the rainbow bridge|has crossed the rainbow bridge|
        went over the rainbow bridge)
    gone: <pet:animal_gone> [,] the <species:species> [,] (died|passed away|has died|was put down|is gone)
    was: I have (the|my|any) <pet_species:species>
    gone: I (gave|sold|rehomed|lost) (the|my) <pet_number:species_many> [away|to]
    gone: I (had to say goodbye to|said goodbye to|had to let go of) my <species:species> [,] <pet>
    gone: I (lost|had to say goodbye to|said goodbye to|had to rehome|rehomed) my <species:species>
    gone: I lost <pet:animal_gone> , my <species:species>
    gone: I (had to|have had to) (rehome|put down|give away|give up) (the|my) <species:species>
    gone: I (lost|rehomed|gave away) (the|my) <species:species> [,] <pet>
    gone: <pet:being> , my <species:species> , (died|passed away|has died)

    (my|the) <species:species> (is called|is named|called|named|goes by) <pet:called>
    my <species:species> [,] <pet>
    my <species_of:species_of> name is <pet:called>
    my <species_of:species_of> called <pet:called>
    the name of my <species:species> is <pet:called>
    I (have|own|keep|adopted|got|rescued|bought|foster|have adopted|have rescued|have bought|am getting|took in|
        have taken in|care for|share my home with|live with|welcomed|brought home) (a|an|one|my|another)
        <species:species> [,] [and] (named|called|whose name is|by the name of|her name is|his name is|its name
        is|named him|named her|named it|called him|called her|called it) <pet:called>
    I (have|own|keep|adopted|got|rescued|bought|foster|have adopted|have rescued|have bought|took in|live with)
        (a|an|one|my) <species:species> [,] <pet:being>
    I (have|own|keep|adopted|got|rescued|bought|have adopted|have rescued|took in|live with) [my]
        <pet_group:species_many> [,] [named|called|whose names are] <pet_many>
    my <pet_group:species_many> [,] [are called|are named|called|named|are] <pet_many>
    I live with my <species:species> <pet>
    <pet:being> is my [new|old|beloved] <species:species>
    <pet:being> , my <species:species>
    I (have|got|adopted|bought|rescued) (a|an|one|another) <species:species> (yesterday|today|recently|last week|
        last month|this week|at the weekend) [,] [and] (named|called) <pet:called>
    I (keep|raise|breed) <pet_number:species_many>
    one <species:species> [,] called <pet:called>
    <pet_group:counted> [at home|in the yard|in the garden|at my place] [,] <pet_many>
    I named (my|our|the) [new] <species:species> <pet:called>
    I (have|own|keep|adopted|got|rescued|bought|foster|have adopted|have rescued|have bought|took in|have taken
        in|share my home with|welcomed|brought home) <pet_plain>
    I have a pet <species:species> [,] [named|called] <pet:being>
    I have a pet <pet_species:species>
    I have <pet_plain>
    I am the (proud|happy) owner of <pet_plain>
    I am a (proud|happy) (owner|mother|father|parent) of <pet_plain>
    I live with <pet_plain>
    find: my <species:species> [,] [is called|is named|called|named] <pet:being>
    find: my <species_of:species_of> name is <pet:called>
    find: (me and|with|by|my) <pet_group:counted> [,] [named|called] <pet_many>
    find: me and (the|my) <species:species> , a <breed:species> called <pet:being>
    find: me and (the|my) <species:species> called <pet:being>
    find: the <old:species> , a <species:species> called <pet:being>
    find: my <pet_number:counted>
    """,
    _INLINE,
)
