"""Port numbers for the private servers: a free one, or the one the user fixed if nobody has it."""

import socket

from deploy.local.errors import CannotRunError

HOST = "127.0.0.1"


def pick_free_ports(count: int) -> list[int]:
    """Return different ports that nobody listened on a moment ago.

    Another program can still take one before the server does. Servers are therefore started again with other ports
    when they end at once.
    """
    sockets = [socket.socket() for _ in range(count)]
    try:
        for opened in sockets:
            opened.bind((HOST, 0))
        return [opened.getsockname()[1] for opened in sockets]
    finally:
        for opened in sockets:
            opened.close()


def is_answering(port: int) -> bool:
    """Tell whether somebody accepts connections on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def check_free(port: int, setting: str) -> None:
    """Make sure that a service can listen on `port`, or say which `setting` to change.

    Raises:
        CannotRunError: Another program has the port.

    """
    with socket.socket() as probe:
        # As the servers do: a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            message = f"Port {port} is in use by another program: stop it, or choose another port with {setting}=…"
            raise CannotRunError(message) from error
