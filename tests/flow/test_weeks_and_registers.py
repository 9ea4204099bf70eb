"""What a night makes of the weekly return and the registers, beyond what truth compares."""

from tests.flow.conftest import Night
from tests.flow.flows import query


def test_a_week_is_a_figure_of_the_month_of_its_friday_and_of_no_other(
    hostile_night: Night,
) -> None:
    found = query(
        hostile_night.home,
        """
        select count(*), count(*) filter (left(item, 7) <> strftime(month_starting_on, '%Y-%m'))
        from measures.measures
        where breakdown like 'week_ending%' and symbol is distinct from 'x'
        """,
    )
    [(weeks, elsewhere)] = found
    assert (bool(weeks), elsewhere) == (True, 0)


def test_the_ratings_of_every_month_add_up_to_the_forms_received(hostile_night: Night) -> None:
    found = query(
        hostile_night.home,
        """
        select forms.numerator, sum(ratings.numerator), count(*)
        from measures.measures as forms
        inner join measures.measures as ratings using (local_authority_code, month_starting_on)
        where forms.measure_id = 'M57' and forms.breakdown = 'total' and forms.symbol is null
            and ratings.measure_id = 'M59' and ratings.breakdown = 'risk_rating'
        group by forms.month_starting_on, forms.numerator
        """,
    )
    assert found
    assert all(forms == ratings and items == 5 for forms, ratings, items in found)


def test_a_register_leaves_one_row_per_pupil_school_and_month(hostile_night: Night) -> None:
    [(months, pupils)] = query(
        hostile_night.home,
        """
        select count(*), count(distinct (person_id, setting_id, month_starting_on))
        from core.fct_attendance_months
        where person_id is not null
        """,
    )
    assert months and months == pupils
