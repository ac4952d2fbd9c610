"""The bus: confirmed publishing, one consume loop whose handler returns a decision, retry and dead letters.

Read `decision` (what a handler may answer), `publisher`, then `consumer`. The interleavings are in docs/adr/0002.
"""
