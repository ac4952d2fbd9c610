"""Entry point of `python -m deploy.local`."""

from deploy.local.main import main

main()
