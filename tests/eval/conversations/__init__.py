"""Other people's sets of long conversations, read from a copy of the user's: they label answers, not facts."""
