"""The embedder is tested against a real store's API, as the store's own tests have it."""

from tests.integration.store.conftest import api, pool, repository

__all__ = ["api", "pool", "repository"]
