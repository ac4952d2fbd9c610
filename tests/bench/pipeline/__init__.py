"""The pipeline section: one job, written for each contender as its own documentation would."""
