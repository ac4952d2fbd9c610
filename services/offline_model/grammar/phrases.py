"""Between contractions and sentences: turns of phrase of other Englishes, and of other languages, in plain words.

`I'm after getting a job` (Irish) is `I got a job`, `I shifted to Pune` (Indian) is `I moved to Pune`, `me encanta` is
`I love`. Patterns then name one form only; the words keep the span they were written in.
"""

from typing import Final

from services.offline_model.grammar.text import Word

_TABLE: Final = """
    I am after moving = I moved
    I am only after moving = I moved
    only after landing in = moved to
    after landing in = moved to
    after getting = got
    after moving = moved
    after buying = bought
    after starting = started
    after joining = joined
    after adopting = adopted
    after quitting = quit
    after selling = sold
    after leaving = left
    after becoming = became
    I am after = I
    I do be = I
    I amn't = I am not
    giving out = complaining
    I dey stay = I live in
    I dey live = I live
    I dey work = I work
    I dey = I am
    I be = I am
    I name = my name is
    me name = my name
    I don move go = I have moved to
    I don move come = I have moved to
    I have packed to = I have moved to
    we have packed to = we have moved to
    pindah balik = moved back to
    pindah to = moved to
    I don = I have
    I no dey eat = I do not eat
    I no like = I do not like
    I no fit eat = I can not eat
    na my = is my
    pass out from = graduate from
    passed out of = graduated from
    passed out from = graduated from
    shifted to = moved to
    shifting to = moving to
    shift to = move to
    staying in = living in
    staying at = living at
    stay in = live in
    put up in = live in
    native place = hometown
    good name = name
    pure veg = vegetarian
    strict veg = vegetarian
    pure vegetarian = vegetarian
    fully veggie = vegetarian
    as someone who = I
    as somebody who = I
    as a person who = I
    as one who = I
    can not take = can not eat
    do not take = do not drink
    moved into a flat in = moved to
    moved into an apartment in = moved to
    moved into a house in = moved to
    moved into a place in = moved to
    moved in with = live with
    moved down to = moved to
    moved up to = moved to
    moved over to = moved to
    relocated to = moved to
    transferred to = moved to
    work like a = work as a
    work as = work as a
    like very much the = like
    like very much = like
    like a lot = like
    could not live without = can not live without
    it is called = called
    he is called = called
    she is called = called
    they are called = called
    the name of = the name of
    by the name of = called
    goes by the name = called
    is calld = is called
    that I named = called
    answers to = called
    answering to = called
    goes by = called
    named him = called
    named her = called
    called him = called
    never miss a = love
    never miss an = love
    never miss = love
    big on = keen on
    mum of = a mum of
    mom of = a mom of
    dad of = a dad of
    a mum of = a mum of
    a mom of = a mom of
    a dad of = a dad of
    mother of = a mother of
    father of = a father of
    a mother of = a mother of
    a father of = a father of
    get by in = speak
    natter away in = speak
    lil bro = little brother
    lil sis = little sister
    little bro = little brother
    big bro = big brother
    big sis = big sister
    my bro = my brother
    my better half = my partner
    my other half = my partner
    mera naam = my name is
    mera nam = my name is
    mujhe = I like
    main rehta hoon = I live in
    me llamo = my name is
    me encantan = I love
    me encanta = I love
    me gustan = I like
    me gusta = I like
    no me gusta = I do not like
    odio = I hate
    vivo en = I live in
    me mudé a = I moved to
    me mude a = I moved to
    nos mudamos a = we moved to
    estoy de vuelta en = I am back living in
    ya estoy de vuelta en = I am back living in
    volví a vivir en = I moved back to
    vivo em = I live in
    moro em = I live in
    soy de = I am from
    trabajo en = I work at
    trabajo para = I work for
    trabajo como = I work as a
    tengo un perro = I have a dog
    tengo un gato = I have a cat
    mi esposa = my wife
    mi esposo = my husband
    mi marido = my husband
    mi novia = my girlfriend
    mi novio = my boyfriend
    mi hermana = my sister
    mi hermano = my brother
    mi hija = my daughter
    mi hijo = my son
    mi perro = my dog
    mi gato = my cat
    j'adore = I love
    j'aime = I like
    je déteste = I hate
    je deteste = I hate
    je m'appelle = my name is
    j'habite à = I live in
    j'ai déménagé à = I moved to
    je suis rentré vivre à = I moved back to
    je suis rentrée vivre à = I moved back to
    j'habite a = I live in
    j'habite en = I live in
    je travaille chez = I work at
    je travaille à = I work at
    je viens de = I am from
    ma femme = my wife
    mon mari = my husband
    ma copine = my girlfriend
    mon copain = my boyfriend
    ma fille = my daughter
    mon fils = my son
    ma soeur = my sister
    ma sœur = my sister
    mon frère = my brother
    mon chien = my dog
    mon chat = my cat
    ich heiße = my name is
    ich heisse = my name is
    ich wohne in = I live in
    ich wohne jetzt in = I live in
    ich wohne wieder in = I live again in
    ich lebe in = I live in
    ich liebe = I love
    ich mag = I like
    ich hasse = I hate
    ich arbeite bei = I work at
    ich arbeite als = I work as a
    ich komme aus = I am from
    meine frau = my wife
    mein mann = my husband
    meine freundin = my girlfriend
    mein freund = my boyfriend
    meine tochter = my daughter
    mein sohn = my son
    meine schwester = my sister
    mein bruder = my brother
    mein hund = my dog
    meine katze = my cat
    mi chiamo = my name is
    abito a = I live in
    adoro = I love
    jag bor i = I live in
    mieszkam w = I live in
"""
_PHRASES: Final[dict[tuple[str, ...], tuple[str, ...]]] = {
    tuple(said.lower().split()): tuple(meant.split())
    for said, meant in (line.split(" = ") for line in _TABLE.strip().splitlines())
}
_OPENERS: Final = frozenset(said[0] for said in _PHRASES)
_LONGEST: Final = max(len(said) for said in _PHRASES)
_PARTICLES: Final = frozenset(
    [
        "lah",
        "leh",
        "lor",
        "meh",
        "hor",
        "sia",
        "siah",
        "yaar",
        "na",
        "naa",
        "ya",
        "innit",
        "abeg",
        "oo",
        "wor",
        "mah",
        "eh",
        "hey",
        "mate",
        "bro",
        "bruv",
        "fam",
        "hai",
        "hoon",
        "sha",
        "lol",
        "haha",
        "only",
    ]
)
"""Words that close a sentence without adding to it."""


def plain(words: list[Word]) -> list[Word]:
    """The words with each known turn of phrase replaced, longest first, and closing particles left out."""
    out: list[Word] = []
    index = 0
    while index < len(words):
        if _introduces(words, index):
            span = words[index]
            out += [Word("I", span.start, span.end), Word("am", span.start, span.end)]
            index += 1
            continue
        size = _size(words, index)
        if size:
            meant = _PHRASES[tuple(word.low for word in words[index : index + size])]
            out.extend(Word(each, words[index].start, words[index + size - 1].end) for each in meant)
            if out[-1].low in {"a", "an"} and words[index + size : index + size + 1]:
                _drop_second_article(out, words[index + size])
        elif not _is_particle(words, index):
            out.append(words[index])
        index += max(1, size)
    return out


def _size(words: list[Word], index: int) -> int:
    if words[index].low not in _OPENERS:
        return 0
    lows = [word.low for word in words[index : index + _LONGEST]]
    return next((size for size in range(len(lows), 0, -1) if tuple(lows[:size]) in _PHRASES), 0)


def _introduces(words: list[Word], index: int) -> bool:
    """`Myself Priya, …` at the head of a sentence."""
    if words[index].low != "myself" or (index and words[index - 1].kind == "word"):
        return False
    return index + 1 < len(words) and words[index + 1].text[:1].isupper()


def _drop_second_article(out: list[Word], following: Word) -> None:
    if following.low in {"a", "an", "the"}:
        out.pop()


def _is_particle(words: list[Word], index: int) -> bool:
    """Whether the word closes a sentence or a clause and is one of the particles."""
    if words[index].text not in _PARTICLES or index == 0 or words[index - 1].kind != "word":
        return False
    return (
        index + 1 == len(words) or words[index + 1].kind in {"stop", "line", "symbol"} or words[index + 1].text == ","
    )
