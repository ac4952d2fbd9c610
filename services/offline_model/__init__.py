"""The offline model: an OpenAI-compatible server with a small grammar instead of a language model."""
