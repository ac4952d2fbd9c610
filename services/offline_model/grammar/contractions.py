"""Second step of the grammar: one spelling for each way of writing the same words.

`I'm`, `im` and `we're` all become `I am`; `mum` and `fave` become their common forms. Patterns then name one form only.
"""

from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.spelling import mended
from services.offline_model.grammar.text import Word

_EXPANSIONS: Final[dict[str, str]] = {
    "i'm": "I am", "im": "I am", "i'am": "I am", "iam": "I am", "i've": "I have", "ive": "I have", "i'll": "I will",
    "i'd": "I would", "we're": "I am", "we've": "I have", "we'll": "I will", "we'd": "I would", "we": "I", "our": "my",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "doesnt": "does not", "didn't": "did not",
    "didnt": "did not", "isn't": "is not", "isnt": "is not", "aren't": "am not", "arent": "am not", "ain't": "am not",
    "aint": "am not", "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not",
    "wont": "will not",
    "wasn't": "was not", "wasnt": "was not", "weren't": "were not", "haven't": "have not", "havent": "have not",
    "hasn't": "has not", "hadn't": "had not", "couldn't": "could not", "couldnt": "could not",
    "wouldn't": "would not", "wouldnt": "would not", "shouldn't": "should not", "needn't": "need not",
    "it's": "it is", "that's": "that is", "thats": "that is", "there's": "there is", "he's": "he is",
    "she's": "she is",
    "they're": "they are", "theyre": "they are", "you're": "you are", "youre": "you are", "you've": "you have",
    "what's": "what is", "whats": "what is", "who's": "who is", "where's": "where is", "how's": "how is",
    "when's": "when is", "let's": "let us", "lets": "let us", "name's": "name is", "home's": "home is",
    "birthday's": "birthday is",
    "tongue's": "tongue is", "language's": "language is", "tmrw": "tomorrow", "tmr": "tomorrow", "gonna": "going to",
    "wanna": "want to", "gotta": "have to", "u": "you", "ur": "your", "alot": "a lot", "favourite": "favorite",
    "favourites": "favorite", "favorites": "favorite", "fave": "favorite", "fav": "favorite", "luv": "love",
    "ilove": "I love",
    "ilive": "I live", "iwork": "I work", "ihave": "I have", "ilike": "I like", "my's": "my", "anymore": "any more",
    "mam": "mum", "bf": "boyfriend", "gf": "girlfriend",
    "thru": "through", "coz": "because", "hubs": "husband", "cuz": "because", "cos": "because", "'cause": "because",
    "bc": "because",
    "w/": "with", "&": "and", "bday": "birthday", "b-day": "birthday", "hubby": "husband", "fiancé": "fiance",
    "fiancée": "fiance", "fiancee": "fiance", "nowadays": "now", "timezone": "time zone", "recieved": "received",
    "allergic": "allergic", "alergic": "allergic", "live": "live", "profesional": "professional",
    "n": "and", "w": "with", "rn": "right now", "wrk": "work", "wrking": "working", "liv": "live", "livin": "living",
    "workin": "working", "goin": "going", "movin": "moving", "lookin": "looking", "learnin": "learning", "hav": "have",
    "hv": "have", "luve": "love", "lvoe": "love", "lov": "love", "calld": "called", "callled": "called", "frm": "from",
    "orignally": "originally", "originaly": "originally", "primry": "primary", "techer": "teacher",
    "teecher": "teacher",
    "freind": "friend", "becuase": "because", "becos": "because", "definately": "definitely", "realy": "really",
    "studing": "studying", "studyin": "studying", "moveing": "moving", "maried": "married", "husbnd": "husband",
    "daugther": "daughter", "duaghter": "daughter", "brothr": "brother", "vegitarian": "vegetarian",
    "vegeterian": "vegetarian", "vegatarian": "vegetarian", "alergies": "allergies", "allergc": "allergic",
    "alergy": "allergy", "allergick": "allergic", "diabetis": "diabetes", "favorit": "favorite", "favrite": "favorite",
    "enginer": "engineer", "enginear": "engineer", "engineeer": "engineer", "softwear": "software", "nurce": "nurse",
    "acountant": "accountant", "accountent": "accountant", "birthdy": "birthday", "tommorow": "tomorrow",
    "tomorow": "tomorrow", "nxt": "next", "yr": "year", "yrs": "years", "wk": "week", "wks": "weeks",
    "wkend": "weekend",
    "ppl": "people", "sis": "sister", "bro's": "brother's", "mums": "mum's", "wkends": "weekends", "abt": "about",
    "plz": "please", "pls": "please", "thx": "thanks", "ty": "thanks", "guitarr": "guitar", "fiance's": "fiance's",
    "mah": "my", "tho": "though", "ofc": "of course", "atm": "right now", "irl": "in real life", "whn": "when",
    "wat": "what", "cn": "can", "dnt": "do not", "ain": "am not", "hayfever": "hay fever", "uni": "university",
    "kiddos": "kids", "kiddo": "kid", "missus": "wife", "bebe": "baby", "doggo": "dog", "doggos": "dogs",
    "pup": "puppy",
    "pups": "puppies",
    "bk": "back", "2gether": "together", "runnin": "running", "playin": "playing",
    "kitty": "cat", "kitties": "cats", "moggy": "cat", "hols": "holidays",
}  # fmt: skip
_SPACED: Final = str.maketrans("", "", " ")


def expand(words: list[Word]) -> list[Word]:
    """The words with contractions opened and spellings unified; each keeps the span it was written in."""
    out: list[Word] = []
    for place, word in enumerate(words):
        if word.kind != "word":
            out.append(word)
            continue
        if word.low == "m" and out and out[-1].text == "I":
            out.append(Word("am", word.start, word.end))
            continue
        spelt = _spelt_out(words, place, out[-1].low if out else "")
        if spelt:
            out.append(Word(spelt, word.start, word.end))
            continue
        closed = word.text.translate(_SPACED) if "'" in word.text else word.text
        parts = _EXPANSIONS.get(closed.lower())
        if closed == "WAT":
            parts = None  # West Africa Time, not `what`
        if parts is None and _is_is(words, place):
            out.append(Word(closed[:-2], word.start, word.end - 2))
            out.append(Word("is", word.end - 2, word.end))
            continue
        meant = mended(closed) if parts is None and closed.islower() else ""
        if meant:
            parts = meant
        if parts is None:
            out.append(Word(closed if closed != "i" else "I", word.start, word.end))
            continue
        out.extend(Word(part, word.start, word.end) for part in parts.split())
    return _join_have_been(out)


def _spelt_out(words: list[Word], place: int, before: str) -> str:
    """The word that a digit stands for: `moved bk 2 leeds`, `back 4 good`; nothing where it counts."""
    after = words[place + 1].low if place + 1 < len(words) else ""
    if words[place].text == "4" and after in {"good", "ever", "now"}:
        return "for"
    moved = words[place].text == "2" and before in _MOVES
    return "to" if moved and after.isalpha() and after not in _COUNTED else ""


def _is_is(words: list[Word], place: int) -> bool:
    """`Ana's the name`, `Leeds's where …`: before such a word `'s` is no genitive."""
    following = words[place + 1].low if place + 1 < len(words) else ""
    if following in _PLACED and words[place].low.removesuffix("'s") in {"master", "bachelor", "associate"}:
        return False
    return words[place].low.endswith("'s") and len(words[place].low) > len("x's") and following in _AFTER_IS | _PLACED


def _join_have_been(words: list[Word]) -> list[Word]:
    """`have been` and `'ve been` say the same as `am` for a state that lasts."""
    out: list[Word] = []
    for word in words:
        if word.low == "been" and out and out[-1].low == "have":
            out[-1] = Word("am", out[-1].start, word.end)
        elif word.low == "been" and len(out) > 1 and out[-1].low in _BETWEEN and out[-2].low == "have":
            out[-2:] = [Word("am", out[-2].start, out[-2].end), Word(out[-1].text, out[-1].start, word.end)]
        elif word.low == "been" and out and out[-1].text == "I":
            out.append(Word("am", word.start, word.end))
        elif word.low == "got" and out and out[-1].low == "have":
            out[-1] = Word("have", out[-1].start, word.end)
        elif word.low == "are" and out and out[-1].text == "I":
            out.append(Word("am", word.start, word.end))
        else:
            out.append(word)
    return out


_AFTER_IS: Final = bag(
    "the a an my our where been what home not due gone on so too very out up down over still now called here"
)
"""Words that follow a verb, never a genitive."""
_PLACED: Final = bag("in at near outside")
_MOVES: Final = bag("back moved moving relocated going went shifted married engaged allergic")
_COUNTED: Final = bag(
    "weeks wks months mths years yrs days hours hrs mins times kids dogs cats houses doors streets different of or "
    "and more boxes flats weekends"
)
_BETWEEN: Final = frozenset({"always", "never", "also", "now", "recently", "just", "not", "long", "only"})
