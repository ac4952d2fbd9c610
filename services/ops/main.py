"""The `afterthought` command line: what an operator does by hand, and a deployment does once before it starts."""

import sys
from typing import Annotated

import typer

from contracts.topology import topology
from services.kit.process import StartError, read
from services.ops.accounts import read_accounts
from services.ops.cli.app import EnvFile, add_commands, load_settings
from services.ops.cli.display import Display
from services.ops.cli.options import Json
from services.ops.errors import OpsError
from services.ops.management import Management
from services.ops.provision import Provisioner
from services.ops.settings import OpsSettings

app = typer.Typer(
    name="afterthought",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def afterthought(env_file: EnvFile = None) -> None:
    """Operate Afterthought: the memory that never slows the chat.

    Where things are is in settings (.env.example, docs/cli.md): OPS_CHAT_URL and OPS_STORE_URL above all. Not sure
    what is wrong? Begin with `afterthought doctor`.

    \b
    Exit codes: 0 done, 1 it cannot be done, 2 the command line is wrong,
    3 done, and something wrong was found, 4 a part that is needed is away.
    """
    load_settings(env_file)


add_commands(app)


@app.command()
def provision(
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for RabbitMQ's management API.")] = 60.0,
    as_json: Json = False,
) -> None:
    """Prepare RabbitMQ: vhost, exchanges, queues, bindings, and one user with just its own rights per service.

    Safe to run again at any time: what is right already stays as it is. Reads OPS_RABBITMQ_ADMIN_URL (an
    administrator), the users, passwords and the vhost in CHAT_RABBITMQ_URL, EXTRACTOR_RABBITMQ_URL and
    STORE_RABBITMQ_URL, and EXTRACTOR_RETRY_DELAYS. All of them are described in .env.example.
    """
    settings = read(OpsSettings)
    display = Display(as_json)
    with Management(settings.ops_rabbitmq_admin_url) as api:
        accounts = read_accounts(settings.service_urls, api.user)
        provisioner = Provisioner(api, accounts[0].vhost, display.say)
        api.wait(wait, display.say)
        provisioner.apply(topology(settings.extractor_retry_delays), accounts)
    if as_json:
        display.document({"vhost": provisioner.vhost, "made": provisioner.made})
    elif provisioner.made:
        display.say(f"The vhost {provisioner.vhost} is ready ({provisioner.made} made).")
    else:
        display.say(f"The vhost {provisioner.vhost} was ready: nothing changed.")


def main() -> None:
    """Run the command line; what goes wrong is one sentence on stderr, and an exit code (`services.ops.exits`)."""
    try:
        app(prog_name="afterthought")
    except OpsError as error:
        typer.echo(f"afterthought: {error}", err=True)
        sys.exit(error.code)
    except StartError as error:
        sys.exit(f"afterthought: {error}")
