"""Whom the page asks: the store, the chat service, the extractors, RabbitMQ's management."""
