"""What repair shows, beside trying every whole number there is."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orchestration.disclosure.repair import repair
from orchestration.disclosure.system import FEWEST_VALUES, Flags, Integers, Known, System
from tests.unit.orchestration.disclosure.made_up_systems import MOST, any_systems, tables
from tests.unit.orchestration.disclosure.small_tables import values_of

HIDDEN = Known(1, MOST)
FLAGS = st.lists(st.booleans(), min_size=6, max_size=6)


def all_wide(system: System) -> bool:
    """Whether every protected count has three values; no count is tried above what fits."""
    most = int(system.truth.max()) * 2 + MOST
    bounded = replace(system, high=np.minimum(system.high, most))
    return all(len(values) >= FEWEST_VALUES for values in values_of(bounded))


def with_all_hidden(system: System, may_hide: Flags) -> System:
    can = may_hide & (system.truth >= HIDDEN.low)
    return replace(
        system,
        low=np.where(can, np.minimum(system.low, HIDDEN.low), system.low),
        high=np.where(can, np.maximum(system.high, HIDDEN.high), system.high),
    )


@given(any_systems(), FLAGS)
def test_it_protects_all_that_hiding_everything_would_protect(
    system: System, flags: list[bool]
) -> None:
    may_hide = np.array(flags[: len(system.truth)])
    done = repair(system, may_hide, known=HIDDEN)
    assert done.safe == all_wide(done.system)
    assert done.safe == all_wide(with_all_hidden(system, may_hide))


@given(any_systems(), FLAGS)
def test_only_what_may_be_hidden_is_and_nothing_else_is_known_less_of(
    system: System, flags: list[bool]
) -> None:
    may_hide = np.array(flags[: len(system.truth)])
    done = repair(system, may_hide, known=HIDDEN)
    changed = (done.system.low != system.low) | (done.system.high != system.high)
    assert set(np.flatnonzero(changed)) <= set(done.hidden)
    assert may_hide[done.hidden].all()
    assert (system.truth[done.hidden] >= HIDDEN.low).all()


@given(tables())
def test_a_table_is_protected_or_refused(table: tuple[System, Flags, Integers]) -> None:
    system, may_hide, groups = table
    done = repair(system, may_hide, groups, known=HIDDEN)
    assert done.safe != bool(done.refused.size)
    assert may_hide[done.rolled].all()
    assert not set(done.rolled) & set(done.hidden)
    may_go = may_hide & np.isin(groups, done.rolled_up)
    assert set(np.flatnonzero(may_go)) <= set(done.rolled)
    assert done.safe == all_wide(done.system)
