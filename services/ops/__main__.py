"""`python -m services.ops`: the operator's page; with arguments, the same as the console script `afterthought`."""

import sys

from services.kit.process import run
from services.ops.main import main
from services.ops.web.main import main as serve_page

if len(sys.argv) > 1:
    main()
else:
    run("ops", serve_page)
