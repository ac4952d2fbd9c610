"""Third step of the grammar: words become sentences that know whether they ask or tell."""

from dataclasses import dataclass
from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.text import Word

MAX_WORDS: Final = 120
_ABBREVIATIONS: Final = bag("st dr mr mrs ms prof vs jr sr inc ltd co dept mt ft approx no bros")
_DANGLING: Final = bag("in at the a an of my is am to for from with and or by as near on called named")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words between two stops. `asks` is true when the stop held a question mark."""

    words: tuple[Word, ...]
    asks: bool

    @property
    def line(self) -> str:
        """The words in lower case with single spaces, to look phrases up in."""
        return " ".join(word.low for word in self.words)


def split_sentences(words: list[Word]) -> list[Sentence]:
    """Cut at full stops, question and exclamation marks, paragraph breaks and pictures.

    A run without any stop is cut every `MAX_WORDS` words, so that no sentence can be made to cost more than that.
    """
    sentences: list[Sentence] = []
    held: list[Word] = []

    def close(*, asks: bool = False) -> None:
        if any(word.kind == "word" for word in held):
            sentences.append(Sentence(tuple(held), asks))
        held.clear()

    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if word.kind == "stop" and _abbreviates(held, word, following):
            held[-1] = Word(held[-1].text + ".", held[-1].start, word.end)
        elif word.kind == "stop":
            close(asks="?" in word.text)
        elif word.kind == "line" and not _wraps(held, word, following):
            close()
        elif word.kind != "line":
            held.extend(_kept(word, held))
        if len(held) >= MAX_WORDS:
            close()
    close()
    return sentences


def _kept(word: Word, held: list[Word]) -> list[Word]:
    """Pictures and brackets part a sentence as a comma does; a dash at its head is a bullet."""
    if word.kind == "symbol" or word.text in {"(", ")", "[", "]"}:
        return [Word(",", word.start, word.end, "mark")]
    return [] if word.kind == "dash" and not held else [word]


def _abbreviates(held: list[Word], stop: Word, following: Word | None) -> bool:
    if not held or stop.text != "." or held[-1].end != stop.start or following is None or following.kind != "word":
        return False
    last = held[-1].text
    initial = len(last) == 1 and last.isupper() and last != "I" and following.text[0].isupper() and len(held) > 1
    return last.lower() in _ABBREVIATIONS or (initial and following.text != "I")


def _wraps(held: list[Word], line: Word, following: Word | None) -> bool:
    """Whether a line break only wraps a line: one break, after a word that needs another, or before a small letter."""
    if not held or following is None or following.kind != "word" or line.end - line.start > 1:
        return False
    goes_on = following.text[0].islower() and following.low not in {"i", "my"}
    return held[-1].kind == "word" and (held[-1].low in _DANGLING or goes_on)
