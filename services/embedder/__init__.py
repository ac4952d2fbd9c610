"""Gives facts their embeddings, some time after they are stored: what is new, what was missed, what another model made.

Runs only with `EMBEDDING_MODEL` set. It stands beside the flow: nothing waits for it (docs/adr/0011).
"""
