"""``python -m eportfolio``: the same as the command ``eportfolio``."""

import sys

from eportfolio.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
