"""What gzparse tests itself with, for those who build on it: Hypothesis strategies, test cases that are pages, and the
conformance kit for plugins.

    from hypothesis import given
    from gzparse.testing import damaged

    @given(damaged())
    def test_my_pipeline(page):
        assert not page.wrong(my_pipeline(page.text))

Needs the extra ``hypothesis``. docs/en/testing.md describes all of it.
"""

try:
    import hypothesis as _  # noqa: F401
except ModuleNotFoundError:
    raise ModuleNotFoundError("gzparse.testing needs Hypothesis: pip install 'gzparse[hypothesis]'") from None

from gzparse.testing.cases import PageCase, pages_in
from gzparse.testing.conformance import check_form, check_layout
from gzparse.testing.damages import WRITERS, PrintedPage
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.file_pages import FILE_DAMAGES, WRITERS_OF_FILES, FilePage, as_docx, as_html, as_xlsx, files
from gzparse.testing.judging import Fault
from gzparse.testing.soundness import assert_sound, read_soundly
from gzparse.testing.strategies import LOSSY, NIL_MARKS, damaged, layouts, rendered, reports

__all__ = [
    "FILE_DAMAGES",
    "LOSSY",
    "NIL_MARKS",
    "WRITERS",
    "WRITERS_OF_FILES",
    "Expected",
    "Fault",
    "FilePage",
    "Kind",
    "PageCase",
    "PrintedPage",
    "as_docx",
    "as_html",
    "as_xlsx",
    "assert_sound",
    "check_form",
    "check_layout",
    "damaged",
    "files",
    "layouts",
    "pages_in",
    "read_soundly",
    "rendered",
    "reports",
]
