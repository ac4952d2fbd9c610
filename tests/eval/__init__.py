"""Evaluation: a model over a labelled set, by the extractor's own code and the store's own consolidation."""
