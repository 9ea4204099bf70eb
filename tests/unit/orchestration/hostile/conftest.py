"""Makes the package of hostile samples known to the tests beside this file."""

import sys

from orchestration.home import PROJECT

sys.path.insert(0, str(PROJECT / "tests" / "samples"))
