"""The check before sending as one file that needs no server, no network and no signing in.

Scripts, style and contracts stand in the page itself, and its policy forbids every connection.
What the check does is in static/checking; what it knows is compiled from the contracts.
"""

import base64
import hashlib
import re
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.for_browsers import as_json, document
from orchestration.portal.pages import environment

STATIC = Path(__file__).parent / "static"
SCRIPTS = STATIC / "checking"
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.M)
EXPORT = re.compile(r"^export (?:async )?(?:function|function\*|class|const) (\w+)", re.M)


def page_to_keep(catalogue: Catalogue) -> str:
    """The page; the same contracts give the same bytes."""
    held = document(catalogue)
    style = (STATIC / "portal.css").read_text(encoding="utf-8")
    script = (SCRIPTS / "page.js").read_text(encoding="utf-8")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashed(script)}",
            f"style-src {_hashed(style)}",
            "worker-src blob:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return (
        environment()
        .get_template("page_to_keep.html")
        .render(
            policy=policy,
            style=style,
            script=script,
            worker=one_script("worker"),
            contracts=as_json(held).replace("</", "<\\/"),
            version=held["version"],
        )
    )


def one_script(name: str) -> str:
    """A module with all that it imports, as one text that imports nothing."""
    told: list[str] = []
    _gather(name, told, set())
    return "\n".join(told)


def _gather(name: str, told: list[str], seen: set[str]) -> None:
    """Each module becomes a function that gives what the module exports."""
    if name in seen:
        return
    seen.add(name)
    text = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    for _, other in IMPORT.findall(text):
        _gather(other, told, seen)
    within = IMPORT.sub(lambda found: f"const {{{found[1]}}} = module_{found[2]};\n", text)
    exports = ", ".join(EXPORT.findall(within))
    within = re.sub(r"^export ", "", within, flags=re.M)
    told.append(f"const module_{name} = (() => {{\n{within}\nreturn {{ {exports} }};\n}})();")


def _hashed(text: str) -> str:
    """How a policy names a text that may stand in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
