"""The `afterthought` command line: what an operator does by hand, and a deployment does once before it starts."""

import sys
from typing import Annotated

import typer

from contracts.topology import topology
from services.kit.process import StartError, read
from services.ops.accounts import read_accounts
from services.ops.errors import OpsError
from services.ops.management import Management
from services.ops.provision import Provisioner
from services.ops.settings import OpsSettings

app = typer.Typer(
    name="afterthought",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def afterthought() -> None:
    """Operate Afterthought: the memory that never slows the chat."""


@app.command()
def provision(
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for RabbitMQ's management API.")] = 60.0,
) -> None:
    """Prepare RabbitMQ: vhost, exchanges, queues, bindings, and one user with just its own rights per service.

    Safe to run again at any time: what is right already stays as it is. Reads OPS_RABBITMQ_ADMIN_URL (an
    administrator), the users, passwords and the vhost in CHAT_RABBITMQ_URL, EXTRACTOR_RABBITMQ_URL and
    STORE_RABBITMQ_URL, and EXTRACTOR_RETRY_DELAYS. All of them are described in .env.example.
    """
    settings = read(OpsSettings)
    with Management(settings.ops_rabbitmq_admin_url) as api:
        accounts = read_accounts(settings.service_urls, api.user)
        provisioner = Provisioner(api, accounts[0].vhost, typer.echo)
        api.wait(wait, typer.echo)
        provisioner.apply(topology(settings.extractor_retry_delays), accounts)
    if provisioner.made:
        typer.echo(f"The vhost {provisioner.vhost} is ready ({provisioner.made} made).")
    else:
        typer.echo(f"The vhost {provisioner.vhost} was ready: nothing changed.")


def main() -> None:
    """Run the command line; what goes wrong is one sentence and the exit code 1."""
    try:
        app()
    except (OpsError, StartError) as error:
        sys.exit(f"afterthought: {error}")
