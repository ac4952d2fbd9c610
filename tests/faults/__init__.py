"""The fault bench: the system as real processes on real servers, faults, and a ledger of what was promised.

`ledger` compares, `driver` sends turns, `rig` runs the system, `faults/` breaks it, `bench` does one of them, `report`
prints. Run it with `make faults` and `make soak`.
"""
