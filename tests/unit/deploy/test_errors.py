"""What cannot be done is one sentence that says what to do."""

import socket
import sys

import pytest

from deploy.local import CannotRunError, apt, rabbitmq_package
from deploy.local.errors import StoppedEarlyError
from deploy.local.ports import check_free, pick_free_ports
from deploy.local.process import Process
from deploy.local.system import _wait_until_ready


def test_a_port_in_use_names_the_setting_to_change():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CannotRunError, match=rf"^Port {port} is in use .* choose another port with CHAT_PORT=…$"):
            check_free(port, "CHAT_PORT")


def test_free_ports_are_different_and_free():
    ports = pick_free_ports(5)
    assert len(set(ports)) == 5
    for port in ports:
        check_free(port, "ANY")


def test_a_missing_rabbitmq_without_root_names_the_command(monkeypatch):
    monkeypatch.setattr(apt.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        rabbitmq_package.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    with pytest.raises(
        CannotRunError, match=r"^rabbitmq-server is not .* run `sudo apt-get install .*rabbitmq-server`"
    ):
        rabbitmq_package.refuse_unless_installable()


@pytest.mark.parametrize(("brew", "hint"), [("/bin/brew", "brew install rabbitmq"), (None, "rabbitmq.com")])
def test_a_missing_rabbitmq_without_apt_says_how_to_get_it(monkeypatch, brew, hint):
    monkeypatch.setattr(rabbitmq_package.shutil, "which", lambda name: brew if name == "brew" else None)
    with pytest.raises(CannotRunError, match=hint):
        rabbitmq_package.refuse_unless_installable()


def test_no_service_starts_while_a_package_is_installed_and_the_policy_comes_back(tmp_path):
    policy = tmp_path / "policy-rc.d"
    with apt.services_kept_from_starting(policy):
        assert policy.read_text().endswith("exit 101")
        assert policy.stat().st_mode & 0o111
    assert not policy.exists()
    allowing = "#!/bin/sh\nexit 0\n"
    policy.write_text(allowing)
    policy.chmod(0o755)
    with apt.services_kept_from_starting(policy):
        assert policy.read_text() != allowing
    assert policy.read_text() == allowing
    assert list(tmp_path.iterdir()) == [policy]


async def test_a_process_that_dies_is_named_with_its_last_log_lines(tmp_path):
    program = "print('the last words'); raise SystemExit(3)"
    process = Process.start("the program", [sys.executable, "-c", program], log=tmp_path / "log", environment={})
    with pytest.raises(StoppedEarlyError, match=r"(?s)^the program ended with exit code 3.*the last words$"):
        await process.wait_until(lambda: False, 30)
    await process.stop()


async def test_of_several_services_the_one_that_dies_is_named(tmp_path):
    programs = {"stuck": "import time; time.sleep(60)", "broken": "raise SystemExit(4)"}
    processes = [
        Process.start(name, [sys.executable, "-c", program], log=tmp_path / name, environment={})
        for name, program in programs.items()
    ]
    (port,) = pick_free_ports(1)
    with pytest.raises(StoppedEarlyError, match=r"^broken ended with exit code 4"):
        await _wait_until_ready(dict.fromkeys(processes, port))
    for process in processes:
        await process.stop()


async def test_a_process_that_ignores_its_signal_is_killed(tmp_path):
    program = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    process = Process.start("deaf", [sys.executable, "-c", program], log=tmp_path / "log", environment={})
    await process.wait_until(lambda: "deaf" in process.last_lines(), 30)
    await process.stop(seconds=0.1)
    assert process.exit_code == -9


async def test_a_command_must_end_well(tmp_path):
    for code in (0, 1):
        process = Process.start("it", [sys.executable, "-c", f"exit({code})"], log=tmp_path / "log", environment={})
        if code:
            with pytest.raises(StoppedEarlyError, match="exit code 1"):
                await process.finish(30)
        else:
            await process.finish(30)
        await process.stop()
