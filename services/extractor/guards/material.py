"""What a message holds but its user does not say: code, pasted mail, block quotes, a text to translate or correct."""

import re
from typing import Final

from services.extractor.guards.spans import Span, merge

_CODE: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_BLOCK: Final = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)
# From here to the end it is somebody's mail, or a log of another conversation.
_MAIL: Final = re.compile(
    r"^[ \t]*(?:-{2,} ?(?:original|forwarded) message|on .{5,80} wrote:|from: .{1,200}\n(?:(?:sent|date|to|cc"
    r"|subject): )"
    r"|subject: .{1,200}\n)",
    re.MULTILINE,
)
_TASK: Final = re.compile(
    r"\b(?:translate|proof-?read|summari[sz]e|shorten|condense|polish|sum (?:this|it) up|tidy (?:this|it|up this)"
    r"|spot (?:the |any )?(?:typos|mistakes|errors)|rephrase|paraphrase|rewrite|reword|transcribe|analy[sz]e"
    r"|grammar-?check"
    r"|(?:correct|fix|check|edit|improve|review) (?:the|this|my) (?:\w+ ){0,3}?(?:grammar|spelling|text|sentence"
    r"|paragraph"
    r"|email|essay|story|translation|message)"
    r"|(?:this|his|her|their|a|[a-z]+'s) (?:[\w'-]+ ){0,2}?(?:profile|advert|ad|bio"
    r"|listing|testimonial|review|notice|circular|abstract|blurb|caption|template|obituary|speech)"
    r")\b(?P<object>[^.\n:]{0,80}):"
)
HINTS: Final = ("```", ">", ":", "message")
"""Of each kind of material one mark that it cannot be without; `:` is that of a task, and of most mails."""
# What somebody has written about themselves stays theirs.
_OWN: Final = re.compile(r"\bmy (?:own )?(?:bio|cv|resume|résumé|profile|introduction|intro|cover letter|about)\b")


def find_material(plain: str) -> list[Span]:
    """Return where in `plain` (small letters) there is material, in order, without overlaps."""
    spans = [found.span() for found in _CODE.finditer(plain)] if "```" in plain else []
    if ">" in plain:
        spans += [found.span() for found in _BLOCK.finditer(plain)]
    announced = ":" in plain
    if (announced or "message" in plain) and (mail := _MAIL.search(plain)):
        spans.append((mail.start(), len(plain)))
    for task in _TASK.finditer(plain) if announced else ():
        if not _OWN.search(task["object"]):
            spans.append((task.end(), len(plain)))
            break
    return merge(spans)
