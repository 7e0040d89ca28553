"""What gzparse tests itself with, for those who build on it: hypothesis strategies and the conformance kit for plugins.

    from hypothesis import given
    from gzparse.testing import damaged

    @given(damaged())
    def test_my_pipeline(page):
        assert not page.wrong(my_pipeline(page.text))

Needs the extra ``hypothesis``. docs/en/testing.md tells of all of it.
"""

try:
    import hypothesis as _  # noqa: F401
except ModuleNotFoundError:
    raise ModuleNotFoundError("gzparse.testing needs Hypothesis: pip install 'gzparse[hypothesis]'") from None

from gzparse.testing.conformance import check_form, check_layout
from gzparse.testing.damages import WRITERS, PrintedPage
from gzparse.testing.judging import Fault
from gzparse.testing.oracle import Expected, Kind
from gzparse.testing.soundness import assert_sound, read_soundly
from gzparse.testing.strategies import LOSSY, NIL_MARKS, damaged, layouts, rendered, reports

__all__ = [
    "LOSSY",
    "NIL_MARKS",
    "WRITERS",
    "Expected",
    "Fault",
    "Kind",
    "PrintedPage",
    "assert_sound",
    "check_form",
    "check_layout",
    "damaged",
    "layouts",
    "read_soundly",
    "rendered",
    "reports",
]
