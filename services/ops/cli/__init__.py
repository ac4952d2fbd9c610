"""The commands of `afterthought`, one module each. They speak to chat and store over HTTP, as anybody could."""
