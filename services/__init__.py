"""The services, one package each; they speak to each other over the wire alone."""
