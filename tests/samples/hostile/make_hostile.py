"""All hostile samples; run as a module it writes those that are kept, and the table of README.md.

What the door must answer to each stands with it; that it does is tested in
tests/unit/orchestration/hostile.
"""

from pathlib import Path

from hostile.archives import ARCHIVES
from hostile.attack import Attack
from hostile.books import BOOKS
from hostile.documents import DOCUMENTS
from hostile.texts import TEXTS

HERE = Path(__file__).parent
FILES = HERE / "files"
README = HERE / "README.md"
ATTACKS = {attack.name: attack for attack in [*TEXTS, *BOOKS, *DOCUMENTS, *ARCHIVES]}
TABLE_STARTS = "| File | Attack | Answer |\n|---|---|---|\n"
ANSWERS = {"refused": "refused: {}", "set_aside": "its row is set aside by {}", "taken": "taken"}


def line(attack: Attack) -> str:
    file = f"`{attack.kept_name}`" if attack.is_kept else f"`{attack.name}` (too big to keep)"
    says = f'"{attack.says}"' if " " in attack.says else attack.says
    answer = ANSWERS[attack.answer].format(says)
    return f"| {file} | {attack.about} | {answer} |\n"


def readme() -> str:
    """README.md with the table of all samples."""
    text = README.read_text(encoding="utf-8").partition(TABLE_STARTS)[0]
    return text + TABLE_STARTS + "".join(line(attack) for attack in ATTACKS.values())


def write_all() -> None:
    FILES.mkdir(exist_ok=True)
    for attack in ATTACKS.values():
        if attack.is_kept:
            (FILES / attack.kept_name).write_bytes(attack.make())
    README.write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    write_all()
