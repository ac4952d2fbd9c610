"""The operator's page: what goes on, why a turn has no facts, and how to mend it. Asks the services, stores nothing."""
