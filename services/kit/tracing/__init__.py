"""Traces: one for each turn, from the chat's request to the store's transaction, carried by the events themselves.

Off unless an OTLP endpoint is set, and then nothing is loaded and nothing is done: `spans` asks one variable. A span
holds ids, counts, names and error classes, never what anybody said, and no user's id.

Read `spans` (what a service marks), then `marks` (how) and `otlp` (where it goes). The names are OpenTelemetry's
semantic conventions for messaging, databases and generative AI.
"""
