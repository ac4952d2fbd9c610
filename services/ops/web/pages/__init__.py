"""The page's routes: one module for each entry of its navigation."""
