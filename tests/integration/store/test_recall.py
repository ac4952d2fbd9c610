"""Recall on a real PostgreSQL: which fact a question brings up first, in what words and languages, and what never."""

import pytest

from contracts.events import Fact
from services.store.inbox import take_in
from services.store.repository import SQL
from tests.store import Told, fact


async def store_events(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def recalled(api, q="", **query):
    answer = await api.get("/v1/users/ada/recall", params={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def values(api, q="", **query):
    return [item["value"] for item in await recalled(api, q, **query)]


def known(slot, value, statement, quote):
    return Fact(slot=slot, value=value, statement=statement, quote=quote, message_id="m")


LIFE = [
    known("name", "Ada", "The user is called Ada.", "I'm Ada"),
    known("home_city", "Lisbon", "The user lives in Lisbon.", "I live in Lisbon"),
    known("occupation", "nurse", "The user works as a nurse.", "I work as a nurse"),
    known("employer", "Acme", "The user works for Acme.", "I started at Acme"),
    known("allergy", "peanuts", "The user is allergic to peanuts.", "peanuts could kill me"),
    known("pet", "Rex (dog)", "The user has a dog named Rex.", "my dog Rex"),
    known("family", "Mia (daughter)", "The user has a daughter named Mia.", "my daughter Mia, she's seven"),
    known("hobby", "climbing", "The user climbs on weekends.", "I go climbing every weekend"),
    known("plan", "move to Berlin", "The user plans to move to Berlin in March.", "we're moving to Berlin in March"),
    known("owns", "a cargo bike", "The user owns a cargo bike.", "got a cargo bike"),
    known("likes", "le café", "The user likes coffee.", "j'adore le café"),
    known(
        "native_language", "Deutsch", "Die Muttersprache des Nutzers ist Deutsch.", "Deutsch ist meine Muttersprache"
    ),
    known("likes", "Вагнер", "Пользователь любит Вагнера.", "Люблю Вагнера"),
    known("other", "里斯本的图书馆", "用户每周在图书馆做志愿者。", "我每周在图书馆做志愿者"),
    known("goal", "run a marathon", "The user wants to run a marathon.", "I want to run a marathon"),
]

QUESTIONS = [
    ("Where do I live?", "Lisbon"),
    ("what's a good walk in lisbon for me", "Lisbon"),
    ("Who is my employer & what | do ' they ! do:* \\ (<->)", "Acme"),
    ("Which work do nurses do?", "nurse"),
    ("What does rex eat?", "Rex (dog)"),
    ("dogs", "Rex (dog)"),
    ("Throw a party for my daughter", "Mia (daughter)"),
    ("any climbing gyms near me", "climbing"),
    ("When are we moving?", "move to Berlin"),
    ("Is Berlin nice in March?", "move to Berlin"),
    ("Can I eat this with my allergies?", "peanuts"),
    ("How do I fix my bike's brakes?", "a cargo bike"),
    ("Où boire un café ?", "le café"),
    ("Was ist meine Muttersprache?", "Deutsch"),
    ("Расскажи про Вагнера", "Вагнер"),
    ("我在哪个图书馆做志愿者?", "里斯本的图书馆"),
    ("How many weeks to train for marathons?", "run a marathon"),
    ("who am I called by?", "Ada"),
]


async def test_a_question_brings_up_the_fact_that_it_is_about(api, repository, subtests):
    await store_events(repository, Told().extracted(*LIFE))
    for question, first in QUESTIONS:
        with subtests.test(question):
            assert (await values(api, question))[0] == first


async def test_what_is_always_needed_comes_along_with_what_was_asked_for(api, repository):
    many = [fact("likes", f"tune {number}") for number in range(40)]
    await store_events(repository, Told("old", said=-1e8).extracted(*LIFE), Told("new", said=1).extracted(*many))
    found = await values(api, "What does Rex eat?")
    assert found[0] == "Rex (dog)"
    assert set(found[1:5]) == {"Ada", "Lisbon", "peanuts", "Deutsch"}
    assert len(found) < 20, "the budget is kept"
    # What fits the question well leaves no room here; so it is with one that is about them all.
    assert (await values(api, "Rex", budget=40)) == ["Rex (dog)"]


async def test_without_a_question_what_is_always_needed_comes_first_then_the_confirmed_then_the_recent(api, repository):
    await store_events(
        repository,
        Told("1", said=1).extracted(fact("employer", "Acme"), fact("home_city", "Lisbon")),
        Told("2", said=2).extracted(fact("likes", "jazz"), fact("owns", "boat")),
        Told("3", said=3).extracted(fact("likes", "jazz")),
    )
    for question in ("", "  ", "something else altogether", "?!", "the and of"):
        assert await values(api, question) == ["Lisbon", "jazz", "boat", "Acme"], question


async def test_a_word_that_all_facts_hold_decides_nothing(api, repository):
    likes = [fact("likes", f"tune {number}") for number in range(20)]
    await store_events(repository, Told().extracted(*likes, fact("owns", "tune box")))
    assert (await values(api, "tune box"))[0] == "tune box"


async def test_two_facts_that_say_the_same_are_recalled_once(api, repository):
    await store_events(
        repository, Told().extracted(fact("likes", "climbing"), fact("hobby", "climbing"), fact("other", "Climbing."))
    )
    assert len(await values(api, "climbing")) == 1


async def test_what_is_no_longer_so_is_not_recalled_and_its_words_are_dropped(api, repository, pool):
    await store_events(
        repository,
        Told("1", said=1).extracted(fact("home_city", "Porto")),
        Told("2", said=2).extracted(fact("home_city", "Lisbon")),
    )
    assert await values(api, "Porto") == ["Lisbon"]
    assert await pool.fetchval("SELECT words FROM store.facts WHERE value = 'Porto'") is None


ODD = (
    "'; DROP TABLE store.facts; --",
    "\\ '\\'' /usr/local/it's\\x <a href='\\'>",
    "http://a.b/c'd\\e?f=g%20 -1e9 1.5 v2.0-rc1 a@b.c",
    "a:*b <-> %s %(x)s $1",
    "x" * 5_000,
    "word " * 3_000,
    "\u202e\ufeff\u0301",
    "😀" * 100,
)


@pytest.mark.parametrize("question", ODD)
async def test_any_question_is_answered(api, repository, question):
    await store_events(repository, Told().extracted(*LIFE))
    assert len(await recalled(api, question)) > 3


async def test_one_users_facts_are_not_recalled_for_another(api, repository):
    await store_events(
        repository, Told("1", user="bob").extracted(fact("likes", "jazz")), Told("2").extracted(fact("likes", "tea"))
    )
    assert await values(api, "jazz") == ["tea"]


async def test_recall_reads_one_users_rows_through_an_index(api, repository, pool):
    """With thousands of users' facts there, the plan of the statement touches those of one."""
    await pool.execute(
        "INSERT INTO store.facts (tenant_id, user_id, fact_id, slot, group_key, value, value_key, statement,"
        " confidence, quote, message_id, turn_id, session_id, said_at, model, prompt_version, valid_from)"
        " SELECT 'default', 'user ' || n % 1000, gen_random_uuid(), 'likes', n::text, 'v', 'v', 's', 1, 'q', 'm',"
        " gen_random_uuid(), 's', now(), 'm', 'p', now() FROM generate_series(1, 5000) AS n"
    )
    await pool.execute("ANALYZE store.facts")
    arguments = ("default", "user 7", "what?", [], [], [], 200)
    plan = "\n".join(row[0] for row in await pool.fetch("EXPLAIN " + SQL["recall_facts"], *arguments))
    assert "Index Scan" in plan or "Bitmap Index Scan" in plan
    assert "Seq Scan on facts" not in plan


async def test_nothing_is_recalled_while_memory_is_off(api, repository):
    turn = Told("turn")
    await store_events(repository, turn.recorded(), turn.extracted(fact("home_city", "Lisbon")))
    for memory, seen in (("off", []), ("on", ["Lisbon"])):
        assert (await api.put("/v1/users/ada/settings", json={"memory": memory})).status_code == 200
        answer = (await api.get("/v1/users/ada/recall")).json()
        assert ([item["value"] for item in answer["items"]], answer["memory"]) == (seen, memory)
        other = (await api.get("/v1/users/bob/recall")).json()
        assert other["memory"] == "on"
