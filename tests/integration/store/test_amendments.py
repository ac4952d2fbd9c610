"""What a person corrects or has forgotten stays so, whatever comes late, twice or again, until they say it anew."""

from datetime import UTC, datetime

from services.store.amendments import correct, forget
from services.store.inbox import take_in
from tests.store import DAY, Told, fact

USER = ("default", "ada")
LATER = max(0.0, (datetime.now(UTC) - DAY).total_seconds()) + 86_400
"""Seconds of the tests' day that are still to come."""


async def tell(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def amend(repository, pool, value, act, *given):
    fact_id = await pool.fetchval("SELECT fact_id FROM store.facts WHERE value = $1 AND valid_to IS NULL", value)
    async with repository.transaction() as writer:
        await writer.lock_users([USER])
        return await act(writer, await writer.read_fact(*USER, fact_id), *given)


async def current(pool):
    rows = await pool.fetch("SELECT value FROM store.facts WHERE valid_to IS NULL ORDER BY value")
    return [row["value"] for row in rows]


async def words(pool):
    """Everything that claims and facts still say."""
    rows = await pool.fetch(
        "SELECT value, statement, quote, coalesce(target, '') FROM store.claims "
        "UNION ALL SELECT value, statement, quote, value_key FROM store.facts"
    )
    return " ".join(" ".join(row) for row in rows).casefold()


async def test_a_correction_takes_the_place_of_a_fact_and_outlives_late_and_repeated_claims(repository, pool):
    told = Told("told", said=5).extracted(fact("home_city", "Lisbon"))
    await tell(repository, told)
    corrected = await amend(repository, pool, "Lisbon", correct, "Leiria", "The user lives in Leiria.")
    rows = await pool.fetch("SELECT * FROM store.facts ORDER BY valid_from")
    assert [(row["value"], row["source"], row["ended_as"]) for row in rows] == [
        ("Lisbon", "turn", "corrected"),
        ("Leiria", "user", None),
    ]
    assert (rows[1]["fact_id"], rows[1]["supersedes"]) == (corrected, rows[0]["fact_id"])
    await tell(repository, told, Told("late", said=1).extracted(fact("home_city", "Porto")))
    assert await current(pool) == ["Leiria"]
    await tell(repository, Told("new", said=LATER).extracted(fact("home_city", "Lisbon")))
    assert await current(pool) == ["Lisbon"]


async def test_a_correction_of_one_of_many_values_leaves_the_others(repository, pool):
    await tell(repository, Told("told").extracted(fact("pet", "Rex (dog)"), fact("pet", "Tom (cat)")))
    await amend(repository, pool, "Rex (dog)", correct, "Max (dog)", "The user has a dog called Max.")
    assert await current(pool) == ["Max (dog)", "Tom (cat)"]


async def test_what_was_forgotten_leaves_no_words_and_does_not_come_back(repository, pool):
    old, told = Told("old", said=1), Told("told", said=5)
    await tell(repository, old.extracted(fact("home_city", "Porto")))
    await tell(repository, told.extracted(fact("home_city", "Lisbon"), fact("likes", "tea")))
    await amend(repository, pool, "Lisbon", forget)
    assert await current(pool) == ["tea"]
    assert "lisbon" not in await words(pool)
    # Delivered again, replayed with other words around it, and said before in a turn that comes late.
    await tell(repository, told.extracted(fact("home_city", "Lisbon"), fact("likes", "tea")))
    await tell(repository, told.extracted(fact("home_city", "LISBON."), fact("likes", "tea"), at=9, generation=2))
    await tell(repository, Told("late", said=7).extracted(fact("home_city", "lisbon")))
    assert await current(pool) == ["tea"]
    assert "lisbon" not in await words(pool)
    # What it superseded does not come back either.
    assert await pool.fetchval("SELECT ended_as FROM store.facts WHERE value = 'Porto'") == "superseded"
    await tell(repository, Told("new", said=LATER).extracted(fact("home_city", "Lisbon")))
    assert await current(pool) == ["Lisbon", "tea"]


async def test_forgetting_one_of_many_values_forgets_the_shorter_way_to_say_it_too(repository, pool):
    await tell(repository, Told("one", said=1).extracted(fact("pet", "Rex")))
    await tell(repository, Told("two", said=2).extracted(fact("pet", "a dog named Rex"), fact("pet", "Tom (cat)")))
    await tell(repository, Told("three", said=3).extracted(fact("pet", "rex")))
    await amend(repository, pool, "a dog named Rex", forget)
    assert await current(pool) == ["Tom (cat)"]
    assert "rex" not in await words(pool)


async def test_a_forgotten_dislike_does_not_bring_the_like_back(repository, pool):
    await tell(repository, Told("one", said=1).extracted(fact("likes", "jazz")))
    await tell(repository, Told("two", said=2).extracted(fact("dislikes", "jazz")))
    assert await current(pool) == ["jazz"]
    await amend(repository, pool, "jazz", forget)
    assert await current(pool) == []
