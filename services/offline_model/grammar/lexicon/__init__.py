"""Word lists of the offline model's grammar: closed classes and common members of open ones, one module per family."""


def words(text: str) -> frozenset[str]:
    """The comma-separated entries of `text`, in lower case; line breaks do not matter."""
    return frozenset(entry for part in text.split(",") if (entry := " ".join(part.split()).lower()))


def bag(text: str) -> frozenset[str]:
    """The single words of `text`, as they stand."""
    return frozenset(text.split())
