"""The operator's page on a real store: what it shows when others are away, and that nobody else can act through it."""

from html import escape
from urllib.parse import quote

import pytest

from services.ops.web.security import HEADERS
from services.store.inbox import take_in
from services.store.repository import Repository
from tests.integration.ops.page import page
from tests.integration.store.conftest import api, pool, repository  # noqa: F401 - fixtures
from tests.integration.store.test_dead_letters import archive, died
from tests.store import Told, fact

PATHS = ("/", "/jobs", "/dead-letters", "/memory", "/memory?user=ada", "/chat", "/audit")
SCRIPT = '<script>alert("1")</script>'


async def keep(store: Repository, *events) -> None:
    await take_in(store, [(event, None) for event in events], ())


def address_of(client) -> str:
    return str(client.base_url).rstrip("/")


@pytest.mark.parametrize("path", PATHS)
async def test_with_everybody_away_each_page_comes_and_says_so(path):
    async with page() as ops:
        shown = await ops.get(path)
        assert shown.status_code == (200 if path in {"/", "/chat"} else 503)
        assert "does not answer" in shown.text
        assert "OPS_STORE_URL" in shown.text


@pytest.mark.parametrize("path", PATHS)
async def test_an_empty_store_has_something_to_say_on_each_page(api, path):  # noqa: F811
    async with page(store_url=address_of(api)) as ops:
        shown = await ops.get(path)
        assert shown.status_code == 200
        for name, value in HEADERS.items():
            assert shown.headers[name] == value


async def test_what_users_say_is_never_markup(api, repository):  # noqa: F811
    turn = Told("t", SCRIPT, SCRIPT)
    await keep(repository, turn.recorded(), turn.extracted(fact("likes", SCRIPT)))
    async with page(store_url=address_of(api)) as ops:
        for path in (
            "/jobs",
            f"/jobs/{turn.turn_id}",
            "/memory",
            f"/memory?user={quote(SCRIPT)}",
            f"/chat?user={quote(SCRIPT)}",
        ):
            text = (await ops.get(path)).text
            assert SCRIPT not in text, path
            assert escape(SCRIPT).replace("&quot;", "&#34;") in text, path


async def test_lists_come_in_pages_without_gap_or_repeat(api, repository):  # noqa: F811
    await keep(repository, *(Told(f"turn {number}", said=number).recorded() for number in range(120)))
    async with page(store_url=address_of(api)) as ops:
        path, seen = "/jobs?user=ada", []
        while path:
            text = (await ops.get(path)).text
            seen += [part.split('"')[0] for part in text.split('id="job-')[1:]]
            path = (
                text.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
                if 'rel="next"' in text
                else ""
            )
        assert len(seen) == len(set(seen)) == 120


async def test_a_job_says_why_it_has_no_facts(api, repository):  # noqa: F811
    turn, quiet = Told("turn"), Told("quiet")
    await keep(repository, turn.recorded(), turn.extracted(rejected=["question", "question", "past"]))
    await keep(repository, quiet.recorded(), quiet.extracted())
    async with page(store_url=address_of(api)) as ops:
        text = (await ops.get(f"/jobs/{turn.turn_id}")).text
        assert "Nothing that the model offered was accepted." in text
        assert "The user asks, and does not say so." in text
        assert "<code>question</code>, 2 times" in text
        assert "It was so once, and is not any more." in text
        text = (await ops.get(f"/jobs/{quiet.turn_id}")).text
        assert "The turn said nothing to remember" in text
        assert "Rejected</h2>" not in text


async def test_acts_go_through_the_store_with_the_operators_name(api, repository):  # noqa: F811
    await keep(repository, Told("t").recorded(), Told("t").extracted(fact("home_city", "Lisbon")))
    (known,) = (await api.get("/v1/users/ada/facts")).json()["items"]
    async with page(store_url=address_of(api)) as ops:
        token = await ops.token("/memory?user=ada")
        given = {"token": token, "operator": "Grace", "user": "ada", "fact": known["id"], "value": "Porto"}
        done = await ops.act("/memory/correct", **given)
        assert (done.status_code, done.headers["location"]) == (303, "/memory?user=ada")
        assert "Grace" in (await ops.get("/memory?user=ada")).text, "the name is remembered"
    assert [each["value"] for each in (await api.get("/v1/users/ada/facts")).json()["items"]] == ["Porto"]
    (act,) = (await api.get("/v1/audit")).json()["items"]
    assert (act["operator"], act["action"]) == ("Grace", "correct")


async def test_under_a_users_name_a_cause_is_that_users_alone(api, repository):  # noqa: F811
    mine, theirs = await archive(repository, died(Told("a")), died(Told("b", "bob")))
    cause = (await api.get(f"/v1/dead-letters/{mine}")).json()["fingerprint"]

    async def status(letter):
        return (await api.get(f"/v1/dead-letters/{letter}")).json()["status"]

    async with page(store_url=address_of(api)) as ops:
        where = f"/dead-letters?fingerprint={cause}&user=bob"
        shown = (await ops.get(where)).text
        assert "What would a replay of this cause for bob do?" in shown
        assert mine not in shown
        given = {"token": await ops.token(where), "operator": "Grace", "fingerprint": cause, "user": "bob"}
        assert "Replay 1 letter" in (await ops.act("/dead-letters/dry-run", **given)).text
        asked = await ops.act("/dead-letters/discard-cause", **given, reason="spam")
        assert "1 letter of bob would be discarded" in asked.text
        assert (await status(mine), await status(theirs)) == ("open", "open"), "nothing has happened yet"
        done = await ops.act("/dead-letters/discard-cause", **given, reason="spam", sure="1")
        assert done.status_code == 303
        assert "user=bob" in done.headers["location"]
        assert (await status(mine), await status(theirs)) == ("open", "discarded")
        done = await ops.act("/dead-letters/replay", **given | {"user": ""})
        assert (done.status_code, await status(mine)) == (303, "replayed")


@pytest.mark.parametrize(
    ("headers", "changed", "status"),
    [
        ({"Origin": "http://evil.example"}, {}, 403),
        ({"Origin": "null"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({}, {}, 403),
        (None, {"token": "guessed"}, 403),
        (None, {"token": ""}, 403),
        (None, {"operator": " "}, 422),
        (None, {"operator": "line\nfeed"}, 422),
        (None, {"confirmation": "Ada"}, 422),
    ],
)
async def test_nobody_is_erased_by_another_site_nor_by_mistake(api, repository, headers, changed, status):  # noqa: F811
    await keep(repository, Told("t").recorded())
    async with page(store_url=address_of(api)) as ops:
        given = {
            "token": await ops.token("/memory/erase?user=ada"),
            "operator": "Grace",
            "user": "ada",
            "confirmation": "ada",
        }
        refused = await ops.act("/memory/erase", headers, **given | changed)
        assert refused.status_code == status
        assert len((await api.get("/v1/jobs")).json()["items"]) == 1
        done = await ops.act("/memory/erase", {"Sec-Fetch-Site": "same-origin"}, **given)
        assert done.status_code == 303
    assert (await api.get("/v1/jobs")).json()["items"] == []


async def test_cookies_are_for_this_page_alone():
    async with page() as ops:
        (cookie,) = (await ops.get("/")).headers.get_list("set-cookie")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie


async def test_another_name_is_refused_but_probes_answer():
    async with page() as ops:
        assert (await ops.get("/", headers={"Host": "evil.example"})).status_code == 421
        assert (await ops.get("/readyz", headers={"Host": "ops:8002"})).status_code == 200
    async with page(allowed_hosts=("memory.example",)) as ops:
        assert (await ops.get("/", headers={"Host": "memory.example:8002"})).status_code == 200


async def test_an_export_is_passed_on_whole(api, repository):  # noqa: F811
    await keep(repository, Told("t").recorded())
    async with page(store_url=address_of(api)) as ops:
        export = await ops.get("/memory/export?user=ada&form=json")
        assert export.json()["turns"][0]["content"] == "I live in Lisbon."
        assert "attachment" in export.headers["content-disposition"]


@pytest.mark.parametrize("path", ["/jobs/00000000-0000-0000-0000-000000000000", "/dead-letters/x", "/nothing"])
async def test_what_is_not_there_is_a_page_that_says_so(api, path):  # noqa: F811
    async with page(store_url=address_of(api)) as ops:
        shown = await ops.get(path)
        assert shown.status_code in {404, 422}
        assert "<h1>" in shown.text
