"""`make bench`: Afterthought and its peers side by side on one machine, in one run. Ratios count, never times."""
