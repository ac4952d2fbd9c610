"""Runs the whole system on a machine without Docker, as private processes that leave nothing behind."""

from deploy.local.environment import read_settings
from deploy.local.errors import CannotRunError
from deploy.local.postgres import PostgresServer, start_postgres
from deploy.local.rabbitmq import RabbitMQBroker, start_rabbitmq
from deploy.local.system import System, start_system

__all__ = [
    "CannotRunError",
    "PostgresServer",
    "RabbitMQBroker",
    "System",
    "read_settings",
    "start_postgres",
    "start_rabbitmq",
    "start_system",
]
