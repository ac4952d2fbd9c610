"""Facts know by which rules they were computed, and are computed anew when those have changed."""

import pytest

from services.store.aliases import load_aliases
from services.store.inbox import take_in
from services.store.reconsolidation import reconsolidate
from services.store.repository import Repository
from services.store.rules import Rules
from tests.store import Told, fact


@pytest.fixture
def renaming(pool, tmp_path):
    """A store that knows another name of a city."""
    path = tmp_path / "aliases.toml"
    path.write_text('[place]\n"Lisbon" = ["the white city"]\n')
    return Repository(pool, Rules(load_aliases(path)))


async def tell(repository, *turns):
    for said, user, value in turns:
        turn = Told(f"{user} {said}", user, said=said)
        await take_in(repository, [(turn.extracted(fact("home_city", value)), None)])


async def known(pool, user):
    rows = await pool.fetch(
        "SELECT value, confirmations, valid_to IS NULL AS current FROM store.facts WHERE user_id = $1 ORDER BY said_at",
        user,
    )
    return [tuple(row) for row in rows]


BEFORE = [("Lisbon", 0, False), ("the White City", 0, True)]
AFTER = [("Lisbon", 1, True)]


async def test_the_next_thing_that_a_user_says_has_all_their_facts_computed_anew(repository, renaming, pool):
    await tell(repository, (1, "ada", "Lisbon"), (2, "ada", "the White City"))
    assert await known(pool, "ada") == BEFORE
    await take_in(renaming, [(Told("new", said=3).extracted(fact("likes", "tea")), None)])
    assert (await known(pool, "ada"))[:1] == AFTER


async def test_all_facts_are_computed_anew_at_once_and_only_once(repository, renaming, pool):
    users = [f"user {number}" for number in range(45)]
    for user in users:
        await tell(repository, (1, user, "Lisbon"), (2, user, "the White City"))
    assert await reconsolidate(renaming) == 45
    assert [await known(pool, user) for user in users] == [AFTER] * 45
    assert await reconsolidate(renaming) == 0
    assert await reconsolidate(repository) == 45
    assert await known(pool, users[0]) == BEFORE
