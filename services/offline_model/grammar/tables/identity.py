"""Who the user is: name, pronouns, birth date, nationality, first language."""

from typing import Final

from services.offline_model.grammar.lexicon.geography import MONTHS
from services.offline_model.grammar.pattern import Rule, table

_INLINE: Final = {
    "pronoun_set": r"(?!(?:he ?/ ?she|she ?/ ?he)\b)"
    r"(?:she|he|they|ze|xe|it)(?: ?/ ?(?:her|him|them|hers|his|theirs|zir|xem|its|they|she|he)){1,2}"
    r"|(?:she|he|they) and (?:her|him|them)",
    "dated": rf"(?:.{{0,30}}(?:\d{{4}}|{'|'.join(MONTHS)}|\d{{1,2}}[/.]\d).{{0,30}})",
}

RULES: Final[tuple[Rule, ...]] = table(
    """
    my [first|full|given|real] name is <name:called>
    my name [has always been|will be] <name:person>
    name is <name:called>
    my friends [all] call me <name:called>
    my nickname is <name:called>
    my parents named me <name:called>
    (people|friends|folks|everyone|everybody|colleagues|most people) [at work|at home|in my family|here|at school]
        [just|all|usually|mostly] (call|calls) me <name:called>
    call me <name:called>
    <name:person> is what (people|they|everyone|friends) call me
    you can [just] call me <name:called>
    you may call me <name:called>
    I go by [the name] [of] <name:called>
    I am called <name:called>
    I am known as <name:person>
    I prefer <name:whole_person>
    I prefer to be called <name:called>
    I like to be called <name:called>
    I prefer to go by <name:called>
    I would (like|prefer) to be called <name:called>
    I changed my name to <name:called>
    I have changed my name to <name:called>
    this is <name:person> (here|speaking|again)
    it is <name:person> (here|speaking|again)
    (they|people|everyone|everybody|folks|friends) [around here|round here] know me as <name:called>
    they call me <name:called>
    <name:dear_person> , by the way
    I am <name:introduced>

    my [preferred] pronouns are <pronouns:pronoun_set>
    my [preferred] pronouns are now <pronouns:pronoun_set>
    I use <pronouns:pronoun_set> [pronouns]
    I go by <pronouns:pronoun_set>
    I prefer <pronouns:pronoun_set> [pronouns]
    I have switched to <pronouns:pronoun_set>
    I switched to <pronouns:pronoun_set>
    (pronouns|pronouns are|pronouns :) <pronouns:pronoun_set>
    it is <pronouns:pronoun_set> for me
    <pronouns:pronoun_set> (for me|here|please|btw|, not|not)
    <pronouns:pronoun_set>
    (please use|use) <pronouns:pronoun_set> [pronouns] [for me]
    you can use <pronouns:pronoun_set> [for me]
    (please refer|refer) to me as <pronouns:pronoun_set>

    I was born and raised in <hometown:place>
    I was born in <hometown:place> (in|on) <birth_date>
    I was born (on|in|around|back in) <birth_date>
    I was born <birth_date:dated>
    my (birthday|date of birth|birth date|birthdate|dob) (is|falls) (on|in) <birth_date>
    my (birthday|date of birth|birth date|birthdate|dob) (is|falls) <birth_date>
    my year of birth is <birth_date>
    my birth year is <birth_date>
    <birth_date:dated> (is|, that is) my (birthday|date of birth|birth date|birthdate|dob)
    I celebrate my birthday on <birth_date>
    I am born (in|on) <birth_date>
    I am born <birth_date:dated>
    I am a <birth_date:year> baby
    I came into the world in <birth_date>

    I am [a|an] [proud] <nationality> (citizen|national)
    I am a citizen of <nationality:country>
    I am [a] <nationality> by (birth|nationality|passport)
    I (have|hold|carry) [a|an] [dual] <nationality> (passport|citizenship|nationality)
    I have dual (citizenship|nationality) , <nationality>
    I have both <nationality> and <second> (passports|citizenship)
    I (became|am becoming) [a|an] <nationality> citizen
    I have become [a|an] <nationality> citizen
    I got my <nationality> (citizenship|passport)
    I travel on [a|an|my] <nationality> passport
    <nationality:just_nationality> (passport|citizen|by birth)
    my nationality is <nationality>
    my citizenship is <nationality>
    I am half <nationality>
    I am of <nationality> (nationality|citizenship)
    I am <nationality:just_nationality>
    I am [a|an|the] <nationality:leading_nationality>
    I identify as <nationality>

    my (native|first|mother) (language|tongue) is <native_language:languages>
    my (native|first|mother) (languages|tongues) are <native_language:languages>
    my mother-tongue is <native_language:languages>
    I am a native <native_language:languages> speaker
    I am a native speaker of <native_language:languages>
    I am a <native_language:languages> native speaker
    I grew up speaking <native_language:languages>
    I grew up with <native_language:languages> at home
    I speak <native_language:one_language> natively
    I speak <native_language:one_language> as (my|a) (first|native) language
    I speak native <native_language:languages>
    I am native in <native_language:languages>
    <native_language:one_language> is my (native|first|mother) (language|tongue)
    <native_language:one_language> is (what I grew|the language I grew) up [speaking|with]
    <native_language:one_language> is (what|the language) I was (raised|brought up|reared) [speaking|with|in]
    <native_language:one_language> (came first|was my first language|is the first language I spoke)
    I (talk|speak) [in] <native_language:one_language> (since|from) (childhood|birth)
    I was (raised|brought up|reared) (speaking|in|on) <native_language:one_language>
    at home I talk [in] <native_language:one_language>
    my family speaks <native_language:one_language> at home
    """,
    _INLINE,
)
