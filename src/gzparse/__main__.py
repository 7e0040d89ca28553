"""``python -m gzparse``."""

import sys

from gzparse.cli.command import main

sys.exit(main())
