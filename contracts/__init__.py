"""What two services must agree on: events, topology, fact slots. Imports nothing of ours."""
