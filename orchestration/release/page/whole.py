"""All pages of a release with their drawings, as files by name: made with the data, not after it.

What each page says is in the module named after it.
"""

from collections.abc import Mapping

from orchestration.publication.calendar import read_calendar
from orchestration.release.contents import Contents
from orchestration.release.page.catalogue import catalogue_page
from orchestration.release.page.lineage import Models
from orchestration.release.page.month_page import month_page
from orchestration.release.page.printed import printed_page
from orchestration.release.page.sources import sources_pages
from orchestration.release.pages import Page

FOLDER = "page"


def pages(
    contents: Contents,
    drafted: Mapping[str, str],
    quality: Page,
    models: Models,
    sizes: Mapping[str, int],
) -> dict[str, str]:
    """The files of the folder; the same contents make the same bytes.

    drafted  the headlines; `quality` the page of what to be careful of; `sizes` of the data files
    """
    month, drawn = month_page(contents, drafted, quality, read_calendar(), sizes)
    catalogue, lineage = catalogue_page(contents, models)
    held = {
        "index.html": month,
        "tables.html": printed_page(contents),
        "catalogue.html": catalogue,
        **sources_pages(),
        **drawn,
        **lineage,
    }
    return {f"{FOLDER}/{name}": text for name, text in held.items()}
