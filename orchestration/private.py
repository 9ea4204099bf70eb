"""Where words that may quote data are kept: sealed, in the identifiable store.

`sendmart keys open` shows them to those who hold the keys.
Messages, logs and events carry only the name of the file.
"""

from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import seal_text, sealed_name


def keep_private(home: Home, room: str, run: str, words: str) -> str:
    """Write down what may quote data, sealed, in the identifiable store."""
    folder = home.root / "identifiable" / "errors"
    folder.mkdir(exist_ok=True)
    details = sealed_name(folder / f"{run}-{room}.txt".replace("/", ""))
    seal_text(the_keys(home), words, details)
    return f"identifiable/errors/{details.name} of the data home"
