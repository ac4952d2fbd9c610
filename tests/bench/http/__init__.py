"""HTTP at both ends of a chat, as cheap as it can be: what is measured lies between them, on the same processors."""
