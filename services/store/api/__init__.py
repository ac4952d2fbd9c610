"""The store's read API: jobs, facts, recall, statistics."""
