"""The little grammar: first-person English in, facts with their verbatim evidence out.

The path of a text: `text` (words with their places), `sentences`, `clauses`, `guard` (may this clause be believed),
`reader` (the tables of patterns) and `values` (cleaning of what a pattern caught).
"""
