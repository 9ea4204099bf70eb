"""Every hostile file gets its one right answer: soon, in little memory, and never quoted."""

from pathlib import Path

import pytest
from hostile.attack import MARKER, Attack
from hostile.make_hostile import ATTACKS, FILES, README, readme

from tests.unit.orchestration.hostile.door import (
    MOST_MEGABYTES,
    MOST_SECONDS,
    Answer,
    hand_in,
)
from tests.unit.orchestration.sending import tree


def handed_in(attack: Attack, folder: Path) -> Answer:
    sent = folder / "sent" / attack.file_name
    sent.parent.mkdir()
    kept = FILES / attack.kept_name
    sent.write_bytes(kept.read_bytes() if attack.is_kept else attack.make())
    answer = hand_in(sent, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["home", "printed", "sent"]
    assert [path.name for path in sent.parent.iterdir()] == [attack.file_name]
    return answer


@pytest.mark.parametrize("name", ATTACKS)
def test_the_door_gives_the_right_answer(name: str, tmp_path: Path) -> None:
    attack = ATTACKS[name]
    answer = handed_in(attack, tmp_path)
    assert answer.trouble == ""
    if attack.answer == "refused":
        assert answer.status == "refused"
        assert attack.says in answer.reason
        assert answer.reason.isprintable()
    else:
        assert (answer.status, answer.received) == ("accepted", answer.kept), answer.reason
        assert answer.set_aside == (attack.answer == "set_aside")
    if attack.answer == "set_aside":
        assert attack.says in {rule for _, rule in answer.problems}
    assert answer.seconds <= MOST_SECONDS
    assert answer.megabytes <= MOST_MEGABYTES
    assert MARKER not in answer.reason
    assert MARKER not in (tmp_path / "printed").read_text(errors="replace")
    _check_home(tmp_path / "home", attack)


def _check_home(home: Path, attack: Attack) -> None:
    """What a refused file held lies nowhere but in the copy of it that is kept."""
    for name, content in tree(home).items():
        is_the_copy = Path(name).name == attack.file_name
        if attack.answer == "refused" and not is_the_copy:
            assert MARKER.encode() not in content, name
        assert "register" not in name or MARKER.encode() not in content


def test_the_files_are_those_that_their_makers_make() -> None:
    kept = {attack.kept_name: attack for attack in ATTACKS.values() if attack.is_kept}
    assert sorted(path.name for path in FILES.iterdir()) == sorted(kept)
    assert [n for n, attack in kept.items() if (FILES / n).read_bytes() != attack.make()] == []
    assert README.read_text(encoding="utf-8") == readme()
    assert max(path.stat().st_size for path in FILES.iterdir()) <= 200_000
