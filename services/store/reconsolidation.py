"""`python -m services.store reconsolidate`: computes users' facts anew whose rules are not ours, a few at a time.

Not needed for what is right in the end: a user's facts are computed anew when something new of theirs is stored. It is
for seeing them so before, as after a change of STORE_ALIASES. Serving stores may run meanwhile.
"""

from typing import Final

from contracts.slots import SCOPES
from services.store.projection import project
from services.store.repository import Repository

USERS: Final = 20
"""Users that share a transaction, and wait for it."""


async def reconsolidate(repository: Repository) -> int:
    """Compute anew the facts of all users that were computed by other rules; returns how many users that were."""
    done = 0
    while rows := await repository.list_outdated(USERS):
        async with repository.transaction() as writer:
            await writer.lock_users(rows)
            # Another process may have been there first.
            users = writer.outdated.intersection(rows)
            await project(writer, (), {(*user, slots) for user in users for slots in SCOPES.values()})
        done += len(users)
    return done
