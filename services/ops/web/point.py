"""One thing that the sentence on top has to say."""

from typing import Literal, NamedTuple

Level = Literal["well", "warning", "wrong"]


class Point(NamedTuple):
    """Something to look at, and where."""

    level: Level
    text: str
    link: str = ""
