"""The last step of the grammar: believed clauses against the tables, and facts with their evidence out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from contracts.slots import BY_NAME
from services.offline_model.grammar.anaphora import resolve
from services.offline_model.grammar.answers import asks_of_others, complete
from services.offline_model.grammar.clauses import Piece
from services.offline_model.grammar.cleaners import CLEANERS
from services.offline_model.grammar.cleaners.cutting import cut
from services.offline_model.grammar.compose import COMPOSERS, one_of
from services.offline_model.grammar.contractions import expand
from services.offline_model.grammar.cues import find_cues
from services.offline_model.grammar.cues.cue import Cue
from services.offline_model.grammar.frames import is_framed
from services.offline_model.grammar.guard import believed, is_past
from services.offline_model.grammar.introductions import introduce
from services.offline_model.grammar.lexicon.geography import COUNTRIES
from services.offline_model.grammar.lexicon.life import ACTIVITIES, FOODS
from services.offline_model.grammar.lexicon.names import GIVEN_NAMES
from services.offline_model.grammar.mentions import mentions
from services.offline_model.grammar.pattern import TAIL, Rule
from services.offline_model.grammar.phrases import plain
from services.offline_model.grammar.sentences import Sentence, split_sentences
from services.offline_model.grammar.shape import Shape, shape
from services.offline_model.grammar.spread import spread
from services.offline_model.grammar.statements import tell
from services.offline_model.grammar.tables import FAMILIES
from services.offline_model.grammar.text import MASK, mask, scan

Operation = Literal["assert", "retract"]
_SURE: Final = 0.9
_FOUND: Final = 0.8
_HINTED: Final = 0.7
_MAX_QUOTE: Final = 400
_MAX_VALUE: Final = 200
_MOST_MATCHES: Final = 4
"""How often one line may match in one clause."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as the grammar reads it. `quote` is a verbatim span of the text."""

    slot: str
    value: str
    operation: Operation
    statement: str
    quote: str
    confidence: float


def read(text: str, asked: str = "") -> list[Fact]:
    """The facts the user states about themselves in `text`, in order, each once. Work grows linearly with the text.

    `asked` is what the assistant said just before.
    """
    facts: dict[tuple[str, str], Fact] = {}
    sentences = split_sentences(complete(introduce(plain(expand(scan(text)))), asked))
    pieces = list(resolve(believed(sentences, mask(text))))
    for piece in (each for each in pieces if not each.asked):
        for fact in _of_piece(piece, text):
            facts.setdefault((fact.slot, fact.value.lower()), fact)
    settled = _settle(list(facts.values()))
    for fact in (*_hinted(pieces, settled, text), *_mentioned(sentences, pieces, text)):
        if not any(_covers(known, fact) for known in settled):
            settled.append(fact)
    of_others = asks_of_others(asked)
    return [
        fact
        for fact in _settle(settled)
        if not (
            _is_enumerated(fact, text)
            or is_framed(
                *(fact.slot, fact.value, text, fact.quote), retracts=fact.operation == "retract", of_others=of_others
            )
        )
    ]


def _is_enumerated(fact: Fact, text: str) -> bool:
    """Whether counted relatives are named after: `two sisters, Nida and Sana`; the names are the facts then."""
    if fact.slot != "family" or not _COUNTED.match(fact.value):
        return False
    after = text[text.find(fact.quote) + len(fact.quote) :][:_LIST]
    return any({one, other} & GIVEN_NAMES for one, other in _PAIR.findall(after.lower()))


_COUNTED: Final = re.compile(r"(?:two|three|four|five|six|\d) ")
_LIST: Final = 60
"""How far behind a number of relatives their names may stand, in characters."""
_PAIR: Final = re.compile(r"\b([^\W\d_]+)(?: [^\s,.?!]+){0,2},? (?:and|an|n|&) ([^\W\d_]+)")


def _hinted(pieces: list[Piece], known: list[Fact], text: str) -> Iterator[Fact]:
    """What single signs tell besides the tables: of a slot that holds one value only when nothing else was said."""
    said = list(known)
    for cue in sorted(find_cues(pieces), key=_is_wide):
        if _is_plain(cue.value) and not any(_answers(fact, cue) for fact in said):
            start, end = min(cue.first.start, cue.last.start), max(cue.first.end, cue.last.end)
            if _is_inside(text, start, end):
                continue
            quote = text[start:end]
            statement = tell(cue.slot, cue.value, cue.operation)
            fact = Fact(cue.slot, cue.value, cue.operation, statement, quote, _HINTED)
            said.append(fact)
            yield fact


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether a span is a part of a longer token, as in `jo.cashier` or `Boulder+`."""
    return text[end : end + 1] in {"+", "@", "_"} or bool(re.search(r"\w[._@/]$", text[max(0, start - 2) : start]))


def _is_wide(cue: Cue) -> bool:
    """Whether it names a country, where a town says more."""
    return cue.slot == "home_city" and cue.value.lower() in COUNTRIES


def _answers(fact: Fact, cue: Cue) -> bool:
    """Whether a fact leaves nothing for a cue to say."""
    if fact.slot != cue.slot:
        return False
    if not BY_NAME[cue.slot].many and fact.operation == cue.operation:
        return True
    one, other = fact.value.lower(), cue.value.lower()
    return one in other or other in one


def _mentioned(sentences: list[Sentence], pieces: list[Piece], text: str) -> Iterator[Fact]:
    """What sentences mention besides the tables; only a piece that is no question can back what must be said."""
    told = {word.start for piece in pieces if not piece.asked for word in piece.words}
    for each in mentions(sentences, told):
        quote = text[slice(*each.span)]
        if _is_plain(each.value) and 0 < len(quote) <= _MAX_QUOTE:
            statement = tell(each.slot, each.value, each.operation)
            yield Fact(each.slot, each.value, each.operation, statement, quote, _FOUND)


def _covers(known: Fact, fact: Fact) -> bool:
    """Whether a fact says what another does: the same name, or a value that holds the other."""
    if (known.operation, fact.operation) == ("assert", "retract") or known.slot not in {
        fact.slot,
        *_BESIDE.get(fact.slot, ()),
    }:
        return False
    if {known.slot, fact.slot} & {"hobby", "likes", "skill", "goal", "plan", "owns"} and _stems(known.value) & _stems(
        fact.value
    ):
        return True
    if known.slot == fact.slot and not BY_NAME[fact.slot].many and not fact.value.startswith("no "):
        return known.operation == fact.operation
    mine, other = (f" {each.value.partition(' (')[0].lower().replace('-', ' ')} " for each in (known, fact))
    return mine in other or other in mine


def _stems(value: str) -> set[str]:
    """The heads of the words that matter."""
    return {word[:4].rstrip("ei") for word in value.lower().split() if len(word) > len("the")} - {"play"}


_BESIDE: Final = {
    "family": ("partner", "pet"), "partner": ("family", "pet"), "pet": ("family", "partner"),
    "hobby": ("likes", "skill"), "likes": ("hobby",), "goal": ("plan",), "plan": ("goal",),
    "allergy": ("health", "diet"),
    "diet": ("allergy", "dislikes"), "dislikes": ("diet",), "health": ("allergy",),
}  # fmt: skip


def _of_piece(piece: Piece, text: str) -> Iterator[Fact]:
    firms = 0
    for place, words in enumerate(spread(piece.words)):
        clause = shape(words)
        if clause.mood == "blocked" or not clause.line:
            continue
        for family, rules in _INDEX.items():
            for fact in _of_family(rules, _FINDERS[family], clause, text):
                firms += fact.slot == "employer"
                less = fact.slot == "employer" and firms > 1 and fact.value.startswith(("a ", "an "))
                if not (less or (fact.slot == "name" and place)):  # a later part of a list names somebody else
                    yield fact


def _of_family(index: dict[str, list[Rule]], finders: list[Rule], clause: Shape, text: str) -> Iterator[Fact]:
    """The first line that gives facts wins; lines that may match anywhere add theirs, unless something ended."""
    for rule in _candidates(index, clause):
        found = list(_apply(rule, clause, text))
        if found:
            yield from found
            if any(fact.operation == "retract" for fact in found):
                return
            break
    if not is_past(clause.line):
        for rule in finders:
            yield from _apply(rule, clause, text)


def _candidates(index: dict[str, list[Rule]], clause: Shape) -> list[Rule]:
    first = clause.words[0].low
    second = clause.words[1].low if len(clause.words) > 1 else ""
    keys = (f"{first} {second}", first, "*")
    return sorted((rule for key in keys for rule in index.get(key, ())), key=lambda rule: rule.place)


def _apply(rule: Rule, clause: Shape, text: str) -> Iterator[Fact]:
    operation = _operation(rule, clause)
    if operation is None:
        return
    matches = rule.pattern.finditer(clause.line)
    for match in islice(matches, _MOST_MATCHES):
        caught = {name: value.strip() for name, value in match.groupdict().items() if value and name != TAIL}
        values = _values(rule, caught, clause)
        if not values:
            continue
        quote = _quote(clause, match.start(), _end(match, caught), text)
        for slot, value in values:
            confidence = _FOUND if rule.mark == "find" else _SURE
            yield Fact(slot, value, operation, tell(slot, value, operation), quote, confidence)


def _end(match: re.Match[str], caught: dict[str, str]) -> int:
    """Where the evidence ends in the line: before the tail, or where the last value does."""
    if TAIL in match.re.groupindex:
        return match.start(TAIL) if match.group(TAIL) else match.end()
    return max((match.start(name) + max(1, len(cut(text))) for name, text in caught.items()), default=match.end())


def _operation(rule: Rule, clause: Shape) -> Operation | None:
    """What a rule says about a clause in its mood; None when the rule does not speak of such clauses."""
    match rule.mark, clause.mood:
        case ("gone", "plain") | ("was", "denied" | "stopped"):
            return "retract"
        case ("", "stopped"):
            return "retract"
        case ("" | "find", "plain") | ("not", "denied") | ("still", "stopped") | ("find", "denied"):
            return "assert"
        case _:
            return None


def _values(rule: Rule, caught: dict[str, str], clause: Shape) -> list[tuple[str, str]]:
    """All values of a match, or none: a line is evidence as a whole."""
    values: list[tuple[str, str]] = []
    composed = next((COMPOSERS[name] for name in caught if name in COMPOSERS), None)
    if composed:
        values.extend(composed(caught, rule.kinds))
        if not values:
            return []
    for name, text in caught.items():
        slot = _SLOT_OF.get(name, name)
        kind = rule.kinds[name]
        if slot not in BY_NAME and name != kind and kind in CLEANERS and not CLEANERS[kind](text):
            return []
        if slot not in BY_NAME or (composed and slot in {value[0] for value in values}):
            continue
        timed = f"{text} {clause.lead}".strip() if slot == "plan" and clause.lead else text
        found = CLEANERS[kind if kind in CLEANERS else slot](timed)
        if not found:
            return []
        values.extend((_routed(slot, value), value) for value in found[: None if BY_NAME[slot].many else 1])
    values.extend(rule.fixed.items())
    return [(slot, value.strip(" ,")) for slot, value in values if _is_plain(value)]


def _routed(slot: str, value: str) -> str:
    """A pastime in a list of likes is a hobby."""
    return "hobby" if slot == "likes" and value.lower() in ACTIVITIES else slot


def _is_plain(value: str) -> bool:
    return bool(value.strip()) and MASK not in value and value.isprintable() and len(value) <= _MAX_VALUE


_SLOT_OF: Final = {"pet_plain": "pet", "education_at": "education"}


def _quote(clause: Shape, start: int, end: int, text: str) -> str:
    """The span of `text` behind a span of the clause; a subject borrowed from far away is left out."""
    last = clause.word_at(max(start, end - 1))
    first = clause.word_at(start)
    if last.start < first.start:  # an object that was said first
        covered = [clause.word_at(place) for place in range(start, max(start + 1, end))]
        first, last = min(covered, key=lambda word: word.start), max(covered, key=lambda word: word.end)
    if not 0 <= last.end - first.start <= _MAX_QUOTE:
        own = [word for word in clause.words if 0 <= last.end - word.start <= _MAX_QUOTE]
        first = own[0] if own else last
    end = clause.stopped_at if 0 < clause.stopped_at - last.end <= _MAX_QUOTE else last.end
    return text[first.start : end]


def _settle(facts: list[Fact]) -> list[Fact]:
    """What one text says in the end.

    A second thing not eaten or drunk stands beside the first, not in its place. A named animal or relative makes the
    unnamed mention redundant; of a single-valued slot the last word counts.
    """
    named = {
        fact.value.rpartition("(")[2].rstrip(")")
        for fact in facts
        if fact.slot in {"pet", "family"} and "(" in fact.value
    }
    facts = _unless_intolerant(_avoided_besides(facts))
    last: dict[str, Fact] = {}
    for fact in facts:
        if not BY_NAME[fact.slot].many and fact.operation == "assert":
            last[fact.slot] = fact
    kept = []
    for fact in facts:
        single = not BY_NAME[fact.slot].many and fact.operation == "assert"
        unnamed = fact.operation == "assert" and one_of(fact.value.split()[-1]) in named
        if (fact.slot in {"pet", "family"} and (fact.value in named or unnamed)) or (
            single and last[fact.slot] is not fact
        ):
            continue
        kept.append(fact)
    return kept


def _avoided_besides(facts: list[Fact]) -> list[Fact]:
    """`diet` holds one value, and what is not drunk or eaten besides ends no way of eating.

    Of `no meat` and `no pork` in one text the first is the diet, the other a dislike; `no alcohol` is one in any case.
    """
    diets = [fact for fact in facts if fact.slot == "diet" and fact.operation == "assert"]
    return [
        replace(fact, slot="dislikes", value=avoided, statement=tell("dislikes", avoided, "assert"))
        if (fact in diets[1:] or (fact in diets and not _WAYS_OF_EATING.search(fact.value)))
        and (avoided := fact.value.removeprefix("no ")) != fact.value
        else fact
        for fact in facts
    ]


def _unless_intolerant(facts: list[Fact]) -> list[Fact]:
    """What is not borne is no taste besides: `I can't tolerate lactose`."""
    borne = {fact.value.lower() for fact in facts if fact.slot == "allergy"} & FOODS
    return [fact for fact in facts if fact.slot != "dislikes" or fact.value.lower() not in borne]


_WAYS_OF_EATING: Final = re.compile(
    r"\b(?:meat|animals?|pork|beef|dairy|milk|gluten|wheat|lactose|eggs?|nuts?|seafood|shellfish|onions?|carbs?|bread)\b"
)


def _indexed(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    index: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for key in rule.keys if rule.mark != "find" else ():
            index[key].append(rule)
    return index


_INDEX: Final = {family: _indexed(rules) for family, rules in FAMILIES.items()}
_FINDERS: Final = {family: [rule for rule in rules if rule.mark == "find"] for family, rules in FAMILIES.items()}
