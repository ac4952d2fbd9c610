"""A real language model on one's own machine: small, slow and often wrong, which is what the guards are for."""
