"""Our own services as contenders: the real processes, with a stub in place of the model call."""
