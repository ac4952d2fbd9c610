"""The chat service: an OpenAI-compatible API that recalls before a chat and records what the user said.

Read `main` (wiring), `completions` (what happens to a chat), `conversation` (what is taken from it), `recorder` and
`relay` (how nothing of it is lost).
"""
