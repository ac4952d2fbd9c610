"""The store's API: jobs, facts, recall, statistics, dead letters and what operators do with them."""
