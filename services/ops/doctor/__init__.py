"""Examinations of a running system, one module for each part; they look, and change nothing."""
