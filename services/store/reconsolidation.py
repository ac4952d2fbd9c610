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
    done, after = 0, ("", "")
    while users := await repository.list_users(after, USERS):
        async with repository.transaction() as writer:
            await writer.lock_users(users)
            outdated = set(writer.outdated)
            if outdated:
                await project(writer, (), {(*user, slots) for user in outdated for slots in SCOPES.values()})
        done, after = done + len(outdated), users[-1]
    return done
