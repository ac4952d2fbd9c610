"""Turns what users said into facts: takes a turn, asks a model, checks its answer, answers with a decision.

Read `main` (wiring), `handler` (policy), `failures` (what to do with an error). Stateless: more processes do more work.
"""
