"""The demo: starts everything, plays a conversation file, and shows what was remembered."""
