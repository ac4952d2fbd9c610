"""`python -m services.ops`: the same as the console script `afterthought`."""

from services.ops.main import main

main()
