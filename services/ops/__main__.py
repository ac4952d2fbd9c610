"""`python -m services.ops`: the operator's page; with arguments, the same as the console script `afterthought`."""

import sys

# A command should not wait for the web framework to be imported, nor the page for the terminal's.
if len(sys.argv) > 1:
    from services.ops.main import main

    main()
else:
    from services.kit.process import run
    from services.ops.web.main import main as serve_page

    run("ops", serve_page)
