"""A person's rights over single facts, and the export: right status, right body, nothing of others."""

import json

import pytest

from contracts.identifiers import new_id
from services.store.inbox import take_in
from services.store.letters import letter_of
from tests.integration.store.searching import places_of
from tests.store import Told, fact
from tests.unit.store.test_letters import delivery

PROBLEM = "application/problem+json"


async def keep(repository, *events, letters=()):
    await take_in(repository, [(event, None) for event in events], letters)


async def facts(api, user="ada", **query):
    return (await api.get(f"/v1/users/{user}/facts", params=query)).json()["items"]


async def test_a_correction_takes_the_place_and_the_history_says_so(api, repository):
    await keep(repository, Told("1").extracted(fact("home_city", "Porto")))
    (old,) = await facts(api)
    answer = await api.patch(f"/v1/users/ada/facts/{old['id']}", json={"value": "Lisbon"})
    assert answer.status_code == 200, answer.text
    (now,) = await facts(api)
    assert answer.json() == now
    assert (now["value"], now["source"], now["supersedes"]) == ("Lisbon", "user", old["id"])
    (was,) = [each for each in await facts(api, history="true") if each["id"] == old["id"]]
    assert (was["ended"], was["superseded_by"]) == ("corrected", now["id"])
    assert (was["evidence"]["quote"], was["evidence"]["session_id"]) == ("words about Porto", "s1")
    (act,) = (await api.get("/v1/audit")).json()["items"]
    assert (act["action"], act["operator"], act["detail"]["slot"]) == ("correct", "unnamed", "home_city")
    again = await api.patch(f"/v1/users/ada/facts/{old['id']}", json={"value": "Faro"})
    assert (again.status_code, again.headers["content-type"]) == (409, PROBLEM)


async def test_what_is_forgotten_is_not_there_and_is_not_learnt_again(api, repository, pool):
    told = Told("1").extracted(fact("home_city", "Porto"), fact("likes", "jazz"))
    await keep(repository, told)
    (city,) = await facts(api, slot="home_city")
    assert (await api.delete(f"/v1/users/ada/facts/{city['id']}")).status_code == 204
    await keep(repository, told)
    assert [each["value"] for each in await facts(api, history="true")] == ["jazz"]
    assert await places_of(pool, "Porto") == []
    assert (await api.delete(f"/v1/users/ada/facts/{city['id']}")).status_code == 404


async def test_another_users_fact_is_as_unknown_as_one_that_is_nowhere(api, repository):
    await keep(repository, Told("1", "bob").extracted(fact("home_city", "Porto")))
    (theirs,) = await facts(api, "bob")
    nowhere = str(new_id())
    for send in (lambda i: api.patch(f"/v1/users/ada/facts/{i}", json={"value": "Rome"}), delete(api)):
        answers = [await send(ident) for ident in (theirs["id"], nowhere)]
        assert [each.status_code for each in answers] == [404, 404]
        assert all(each.headers["content-type"] == PROBLEM for each in answers)
        assert answers[0].text.replace(theirs["id"], "") == answers[1].text.replace(nowhere, "")
    assert await facts(api, "bob") == [theirs]


def delete(api):
    return lambda ident: api.delete(f"/v1/users/ada/facts/{ident}")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"value": ""}, "value"),
        ({"value": "x" * 513}, "value"),
        ({"value": "a\x00b"}, "value"),
        ({}, "value"),
        ({"value": "Rome", "slot": "diet"}, "slot"),
        ({"value": "my card is 4111 1111 1111 1111"}, "value"),
    ],
)
async def test_a_correction_that_is_none_is_refused_by_field(api, repository, body, named):
    await keep(repository, Told("1").extracted(fact("home_city", "Porto")))
    (known,) = await facts(api)
    answer = await api.patch(f"/v1/users/ada/facts/{known['id']}", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert named in answer.json()["detail"]
    assert "4111" not in answer.text
    assert await facts(api) == [known]


async def everything_of(repository, user):
    done, dead = Told(f"{user} 1", user), Told(f"{user} 2", user, said=1)
    events = [done.recorded(), done.extracted(fact("home_city", f"city of {user}")), dead.dead()]
    await keep(repository, *events, letters=[letter_of(delivery(events[-1]))])


async def test_an_export_holds_all_of_one_user_and_nothing_of_others(api, repository):
    for user in ("ada", "bob"):
        await everything_of(repository, user)
    answer = await api.get("/v1/users/ada/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    whole = json.loads(answer.text)
    lists = ("facts", "claims", "turns", "jobs", "failures", "dead_letters")
    assert [len(whole[name]) for name in lists] == [1, 1, 2, 2, 1, 1]
    assert whole["settings"] == {"memory": "on"}
    assert whole["turns"][0]["content"] == "I live in Lisbon."
    assert "bob" not in answer.text


async def test_an_export_is_paged_without_gap_or_repeat(api, repository):
    turns = [Told(f"turn {number}", said=number // 7) for number in range(450)]
    await keep(repository, *(turn.recorded() for turn in turns))
    whole = (await api.get("/v1/users/ada/export?format=json")).json()
    for name, key in (("turns", "turn_id"), ("jobs", "id")):
        assert sorted(each[key] for each in whole[name]) == sorted(str(turn.turn_id) for turn in turns)


@pytest.mark.parametrize(
    ("query", "headers"), [("?format=markdown", {}), ("", {"Accept": "text/markdown, application/json"})]
)
async def test_an_export_as_markdown(api, repository, query, headers):
    await everything_of(repository, "ada")
    answer = await api.get(f"/v1/users/ada/export{query}", headers=headers)
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# What is kept of ada\n")
    for part in ("## Facts", "## Turns", "## Jobs", "## Dead letters", "city of ada", "I live in Lisbon."):
        assert part in answer.text


async def test_an_export_of_nobody_is_empty_and_other_forms_are_refused(api):
    whole = (await api.get("/v1/users/nobody/export")).json()
    assert [whole[name] for name in ("facts", "claims", "turns", "jobs", "failures", "dead_letters")] == [[]] * 6
    refused = await api.get("/v1/users/nobody/export", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.headers["content-type"]) == (406, PROBLEM)
    assert (await api.get("/v1/users/nobody/export?format=pdf")).status_code == 422
