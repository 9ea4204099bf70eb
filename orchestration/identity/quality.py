"""How well people were linked tonight: match rates by agency and by group, and expected errors.

Counts only: nothing here tells of anybody. Scoring against a known truth is in `score`.
"""

import duckdb

GROUPS = {
    "all": "'all'",
    "sex": "coalesce(sex, 'not known')",
    "ethnicity": "coalesce(left(ethnicity, 1), 'not known')",
    "looked_after": "case when is_looked_after then 'yes' else 'no' end",
}


def measure_quality(con: duckdb.DuckDBPyConnection) -> None:
    """Make `link_quality` from `records`, `clustered` and `matches`: one row for each agency, other
    agency and group.

    records          the agency's records in the group
    linked_records   those whose person is known to the other agency too
    queued_records   those not linked that a question of the queue stands open for
    expected_errors  wrong links to be expected among them, by the probability of each
    """
    con.execute("""
        create or replace temp table reached as
        select distinct mine.record_no, theirs.agency as other_agency
        from clustered as mine
        inner join clustered as others on mine.cluster_no = others.cluster_no
        inner join records as theirs on others.record_no = theirs.record_no
        inner join records on mine.record_no = records.record_no
        where theirs.agency <> records.agency
    """)
    con.execute("""
        create or replace temp table doubts as
        with sided as (
            select record_no_l as record_no, agency_r as other_agency, probability, rule
            from decided where status = 'Match'
            union all
            select record_no_r, agency_l, probability, rule from decided where status = 'Match'
        )
        select record_no, other_agency,
            min(case when rule is null then 1 - probability else 0 end) as doubt
        from sided group by all
    """)
    con.execute("""
        create or replace temp table asked_about as
        select record_no_l as record_no, agency_r as other_agency from queue
        union select record_no_r, agency_l from queue
    """)
    con.execute("""
        create or replace temp table sides as
        with facing as (
            select records.*, agencies.agency as other_agency from records, (
                select distinct agency from records) as agencies
            where records.agency <> agencies.agency
        )
        select facing.*, reached.record_no is not null as is_linked,
            reached.record_no is null and asked_about.record_no is not null as is_queued,
            case when reached.record_no is null then 0 else coalesce(doubt, 0) end as doubt
        from facing
        left join reached using (record_no, other_agency)
        left join doubts using (record_no, other_agency)
        left join asked_about using (record_no, other_agency)
    """)
    told = " union all ".join(_of_group(group, sql) for group, sql in GROUPS.items())
    con.execute(f"create or replace temp table link_quality as from ({told}) order by all")


def _of_group(group: str, value: str) -> str:
    return f"""
        select agency, other_agency, '{group}' as breakdown, {value} as item, count(*) as records,
            count(*) filter (is_linked) as linked_records,
            count(*) filter (is_queued) as queued_records,
            cast(round(sum(doubt), 3) as decimal(18, 3)) as expected_errors
        from sides group by all
    """
