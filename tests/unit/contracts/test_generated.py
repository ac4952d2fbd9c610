"""The files under contracts/generated are what the models say, and a difference is noticed."""

import json

import pytest

from contracts import generate
from contracts.slots import BY_NAME, SLOTS
from contracts.topology import LANE_QUEUES, delay_queue, topology


def test_the_generated_files_are_up_to_date():
    assert generate.drift() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "asyncapi.json").unlink(), "asyncapi.json: missing"),
        (lambda folder: (folder / "schemas" / "old.json").write_text("{}"), "schemas/old.json: not generated"),
        (lambda folder: (folder / "examples" / "turn.dead.v1.json").write_text("{}"), "turn.dead.v1.json: differs"),
    ],
)
def test_drift_is_noticed(tmp_path, monkeypatch, change, said):
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    for name, text in generate.render().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert generate.drift() == []
    change(tmp_path)
    (found,) = generate.drift()
    assert said in found


def test_the_asyncapi_document_names_only_what_the_topology_has():
    document = json.loads(generate.render()["asyncapi.json"])
    exchanges = {channel["bindings"]["amqp"]["exchange"]["name"] for channel in document["channels"].values()}
    assert exchanges <= set(topology().exchanges)


def test_every_binding_and_dead_letter_exchange_of_the_topology_exists():
    table = topology((0.2, 5, 30))
    for queue in table.queues:
        assert {exchange for exchange, _ in queue.bindings} <= set(table.exchanges)
        assert queue.arguments.get("x-dead-letter-exchange", "memory.dead") in table.exchanges
    names = [queue.name for queue in table.queues]
    assert len(set(names)) == len(names)
    assert {delay_queue(lane, 0.2) for lane in LANE_QUEUES.values()} <= set(names)
    assert "extractor.turns.retry.200ms" in names
    assert "extractor.bulk.retry.30s" in names


def test_a_delay_queue_leads_back_to_its_own_lane():
    table = topology()
    bound = {(exchange, key): queue.name for queue in table.queues for exchange, key in queue.bindings}
    for queue in table.queues:
        if ".retry." in queue.name:
            back = bound[
                (str(queue.arguments["x-dead-letter-exchange"]), str(queue.arguments["x-dead-letter-routing-key"]))
            ]
            assert queue.name.startswith(back + ".retry.")


def test_slot_names_are_unique():
    assert len(BY_NAME) == len(SLOTS)
