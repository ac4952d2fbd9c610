"""Chat: plain replies from the facts in the prompt, never from anywhere else. The same prompt gives the same reply."""

import re
from collections.abc import Sequence
from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.recalled import Recalled, recalled_facts
from services.offline_model.second_person import to_second_person

_EVERYTHING: Final = re.compile(
    r"\bwhat (?:do|did|can) you (?:know|remember|recall)(?: and remember)? about me\b|\bwhat do you "
    r"(?:know|remember)\b|\btell me (?:what you know )?about (?:me|myself)\b"
    r"|\bdo you (?:know|remember) (?:me|anything|who i am)|\bwho am i\b|\bwhat have (?:i|you) (?:told|"
    r"learned|stored)\b|\bwhat did i tell you\b",
    re.IGNORECASE,
)
_TOPICS: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), slots)
    for pattern, slots in (
        (
            (
                r"\bwhere do i (?:live|stay)|\bmy (?:home )?city\b|\bwhere am i (?:based|living)|\bnear me\b|"
                r"\bwhere.* i live\b|\blocal\b|\bin my (?:area|town)\b"
            ),
            ("home_city",),
        ),
        (r"\bwhere (?:am i from|was i born|did i grow up)|\bmy hometown\b", ("hometown",)),
        (r"\b(?:what is|what's|do you know|remember|say) my name\b|\bmy name\?", ("name",)),
        (
            r"\bwhat do i do\b(?! (?:in|with) my)|\bmy (?:job|profession|occupation|work)\b|\bfor a living\b",
            ("occupation", "employer"),
        ),
        (r"\bwhere do i work|\bwho do i work for|\bmy (?:employer|company)\b", ("employer", "occupation")),
        (
            r"\b(?:cook|recipe|dinner|lunch|breakfast|meal|food|eat|restaurant|snack|menu|diet|bake)\b",
            ("diet", "allergy", "likes", "dislikes"),
        ),
        (r"\ballerg", ("allergy",)),
        (r"\b(?:my|the) (?:dog|cat|pet|pets|dogs|cats)\b|\bdo i have (?:a|any) pets?\b", ("pet",)),
        (
            r"\bmy (?:wife|husband|partner|girlfriend|boyfriend|spouse)\b|\bwho am i (?:dating|married to)",
            ("partner", "relationship"),
        ),
        (r"\bmy (?:family|daughter|son|kids|children|sister|brother|mother|father|mum|mom|dad)\b", ("family",)),
        (r"\bmy (?:birthday|age)\b|\bhow old am i|\bwhen was i born", ("birth_date", "other")),
        (r"\b(?:what|which) languages?\b.*\b(?:i|me)\b", ("native_language", "language")),
        (
            r"\bmy hobb|\bfree time|\bfor fun\b|\bweekend\b|\bwhat do i (?:do for fun|enjoy)|\bpresent\b|\bgift\b",
            ("hobby", "likes"),
        ),
        (
            (
                r"\bwhat do i (?:like|love)|\bdo i like|\bmy (?:favou?rite|taste|tastes)\b|\bmusic\b|\bmovie|\bfilm\b|"
                r"\bbook\b"
            ),
            ("likes", "dislikes", "hobby"),
        ),
        (r"\bmy (?:plans?|trip|holiday|schedule)\b|\bwhat am i planning", ("plan", "goal")),
        (r"\bmy (?:goals?|dreams?|ambitions?)\b|\bwhat do i want to\b", ("goal", "plan")),
        (r"\bmy health\b|\bworkout\b|\bexercise\b|\btraining\b", ("health", "hobby", "goal")),
        (r"\bwhat did i study|\bmy (?:degree|education|studies)\b", ("education",)),
        (r"\bmy time ?zone\b|\bmeeting time\b", ("time_zone", "home_city")),
        (r"\bwhat (?:are my|can i|skills)|\bmy skills\b|\bmy cv\b|\bresume\b", ("skill", "education", "occupation")),
        (r"\bmy pronouns\b", ("pronouns",)),
        (r"\b(?:car|bike|own)\b", ("owns",)),
        (r"\btrip\b|\btravel\b|\bvisit\b|\bvacation\b|\bholiday\b", ("plan", "home_city", "likes")),
    )
)
_GREETING: Final = re.compile(r"^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|yo)\b[^?]{0,40}$", re.IGNORECASE)
_REQUEST: Final = re.compile(
    (
        r"\?\s*$|^\s*(?:please |can you |could you |would you )?(?:suggest|recommend|give|write|help|find|"
        r"tell|plan|make|explain|list|show|what|which|who|where|when|how|do|is|are|should|any)\b"
    ),
    re.IGNORECASE,
)
_THANKS: Final = re.compile(r"\b(?:thanks|thank you|cheers)\b", re.IGNORECASE)
_MOST: Final = 6
_STOP_WORDS: Final = bag(
    "what which when where your have does with that this from about tell know user will would could "
    "should much many been they them their there please"
)


def reply(messages: Sequence[tuple[str, str]]) -> str:
    """The reply to the last user message; `messages` are pairs of role and text."""
    said = next((text for role, text in reversed(messages) if role == "user"), "")
    facts = recalled_facts(text for role, text in messages if role in {"system", "developer"})
    if _EVERYTHING.search(said):
        return _everything(facts)
    if _GREETING.match(said):
        name = next((fact.value for fact in facts if fact.slot == "name"), "")
        return f"Hello {name}! How can I help?" if name else "Hello! How can I help?"
    if _REQUEST.search(said):
        return _to_request(said, facts)
    return "You are welcome." if _THANKS.search(said) else "Noted, thank you for telling me."


def _everything(facts: list[Recalled]) -> str:
    if not facts:
        return "Nothing yet: I do not know anything about you so far."
    return "This is what I know about you:\n" + "\n".join(f"- {to_second_person(fact.statement)}" for fact in facts)


def _to_request(said: str, facts: list[Recalled]) -> str:
    relevant = _relevant(said, facts)[:_MOST]
    told = " ".join(to_second_person(fact.statement) for fact in relevant)
    personal = re.search(r"\b(?:i|my|me|am i)\b", said, re.IGNORECASE)
    if (
        relevant
        and personal
        and re.match(
            r"\s*(?:so |and |hey |hi |,)*(?:what|where|who|when|which|how|do|am|is|are|can)\b", said, re.IGNORECASE
        )
    ):
        return told
    if relevant:
        return f"I am only the small offline model and cannot do that well, but this matters for it: {told}"
    if personal and said.rstrip().endswith("?"):
        return "I do not know that yet."
    return "I am only the small offline model, so I cannot answer that. A real model can be set with OPENAI_BASE_URL."


def _relevant(said: str, facts: list[Recalled]) -> list[Recalled]:
    """Facts in the slots the question is about, else facts that share a word with it."""
    for pattern, slots in _TOPICS:
        if pattern.search(said):
            found = [fact for slot in slots for fact in facts if fact.slot == slot]
            if found:
                return found
    asked = _stems(said)
    return [fact for fact in facts if asked & _stems(f"{fact.value} {fact.statement}")]


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _STOP_WORDS}
