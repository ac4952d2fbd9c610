"""How the system is run: the image and its settings, the local runner, and the demo."""
