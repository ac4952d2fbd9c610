-- Give up the locks that the transaction holds, and begin it again.
ROLLBACK AND CHAIN
