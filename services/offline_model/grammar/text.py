"""First step of the grammar: a text becomes words that remember where they stood.

What is not the user speaking about now (code, addresses, block quotes, quoted speech, material to translate or to edit)
is masked first, length for length, so that every position still points into the original text.
"""

import re
from dataclasses import dataclass
from typing import Final

MASK: Final = "¤"
_TYPOGRAPHIC: Final = str.maketrans({
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "\u201b": "'", "\uff07": "'", "`": "`",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2013": "\u2014", "\u2012": "\u2014", "\u2015": "\u2014", "\u2010": "-", "\u2011": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ", "\t": " ", "\r": " ", "\u2028": "\n",
    "\u2026": ".",
})  # fmt: skip

# Every quantifier here is bounded or ends at a character it cannot cross, so masking stays linear in the text.
_SPEAKERS: Final = (
    r"(?!(?:\w+ )?(?:me|ps|p\.s|updates?|notes?|news|fyi|edit|btw|context|background|fact|facts|reminder|"
    r"name|bio|allerg\w+|pronouns|job|jobs|diet|hobb\w+|goals?|plans?|question|problem|situation|twist|"
    r"confession|disclaimer|intro|summary|story|tldr|occupation|profession|hometown|birthday|nationality|"
    r"employer|dob)\b)"
)
_MASKS: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL),
        (r"`[^`\n]{1,300}`", 0),
        (r"https?://[^\s]+|www\.[^\s]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,63})+", re.IGNORECASE),
        (r"^[ ]*>.*$", re.MULTILINE),
        (rf"^[ ]*{_SPEAKERS}[a-z]+(?: [a-z]+)?: .*\bI\b.*$", re.MULTILINE | re.IGNORECASE),
        (
            (
                r"(?:^|[.!?\n] ?|\bplease |\byou |\bhelp me )(?:translate|proofread|rephrase|paraphrase|rewrite|"
                r"reword|correct|edit|summari[sz]e|sum (?:this |it |that )?up|shorten|condense|draft|compose|"
                r"tidy up|improve|"
                r"fix|format|turn this|make this|polish|"
                r"spell-?check)\b"
                r"[^.!?\n:]{0,120}[:\n].*\Z"
            ),
            re.DOTALL | re.IGNORECASE,
        ),
        (
            (
                r"\b(?:here is|here's|this is|below is) (?:my|an|a|the|our|his|her) (?:\w+ ){0,2}?"
                r"(?:essay|text|email|letter|poem|story|draft|novel|paragraph|dialogue|script|lyrics|transcript|song|"
                r"chapter)"
                r"[^.!?\n:]{0,60}[:\n].*\Z"
            ),
            re.DOTALL | re.IGNORECASE,
        ),
        (
            (
                r"\b(?:said|says|wrote|writes|texted|replied|told me|asked|goes|sings|shouted|whispered|"
                r"like)\s?[:,]\s?\"[^\"]{1,400}\"?"
            ),
            0,
        ),
    )
)
_QUOTED: Final = re.compile(r"\"[^\"\n]{1,400}\"|(?<![\w'])'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){1,300}'(?!\w)")
_SPEECH: Final = re.compile(r"\b(?:I|I'm|we|my|me|our)\b", re.IGNORECASE)
_TITLE_WORDS: Final = 5
_LONGEST_WORD: Final = 80

_TOKEN: Final = re.compile(
    r"""
    (?P<word>
        (?:[A-Za-z]\.){2,} | (?<![\w'])'\d\d(?!\d)
      | [^\W_]+
        (?: (?:[ ]?'[ ]?(?=(?:m|ve|re|ll|d|t)\b) | ['&/+@\-](?=[^\W_]) | ,(?=\d{3}\b) | :(?=\d\d\b)
            | \.(?=(?:js|net|com|io|org|py|ai|[Tt]ech|[Ss]c|[Ee]d|[Cc]om|[Pp]hil|[Aa]rch)\b|\d)) [^\W_]+ )*
        (?:\+\+|\#)?
    )
  | (?P<stop>[.!?][.!?"')]*)
  | (?P<line>\n[\s]*)
  | (?P<dash>[ ]-{1,2}[ ]|—)
  | (?P<mark>[,;:()\[\]])
  | (?P<mask>¤+)
  | (?P<symbol>[\u2190-\u2bff\U0001f000-\U0001faff]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark in its plain form, and the span of the text it came from.

    A contraction gives several words of one span. `kind` is the name of the token's group.
    """

    text: str
    start: int
    end: int
    kind: str = "word"

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def mask(text: str) -> str:
    """The text with plain quotes and dashes, and with what the user does not assert blotted out; same length."""
    plain = text.translate(_TYPOGRAPHIC)
    for pattern in _MASKS:
        plain = pattern.sub(_blot, plain)
    return _QUOTED.sub(_blot_speech, plain)


def scan(text: str) -> list[Word]:
    """The words and marks of `text`, contractions still closed. A word too long to be one counts as masked."""
    return [_word(found) for found in _TOKEN.finditer(mask(text))]


def _word(found: re.Match[str]) -> Word:
    kind = found.lastgroup or "word"
    written = found.group() if kind in {"word", "stop"} else found.group().strip() or "\n"
    if kind == "mask" or len(written) > _LONGEST_WORD:
        written = MASK
    return Word(written, found.start(), found.end(), kind)


def _blot(found: re.Match[str]) -> str:
    return "".join("\n" if char == "\n" else MASK for char in found.group())


def _blot_speech(found: re.Match[str]) -> str:
    """Blot quoted speech; leave a quoted title or name (few words, no first person) readable."""
    inside = found.group()[1:-1]
    if len(inside.split()) > _TITLE_WORDS or _SPEECH.search(inside):
        return _blot(found)
    return f" {inside} "
