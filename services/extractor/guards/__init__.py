"""The guards: after grounding, each asks one question of an offered fact and the words behind it.

`table` has their order. They trust no model: they are regular expressions over a bounded window of the user's own
message. Their wording is English, and what is not English passes them, but for what holds in every language
(docs/adr/0007).
"""
