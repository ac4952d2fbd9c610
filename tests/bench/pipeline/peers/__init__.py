"""The same job on public queues: one module for the workers of each, with its producer beside them.

Equal durability everywhere: quorum queues, persistent messages, publisher confirms, acks after the commit; or
PostgreSQL with fsync. Worker and pool sizes are those that gave each the most on two cores.
"""
