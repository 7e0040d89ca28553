"""``python -m gzparse``."""

import sys

from gzparse.cli import main

sys.exit(main())
