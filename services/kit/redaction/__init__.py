"""Finds secrets in what people write, and puts a marker in their place: used by chat, by the extractor and by the logs.

Every search is linear in the text: no pattern can try one character more than a fixed number of times.
"""
