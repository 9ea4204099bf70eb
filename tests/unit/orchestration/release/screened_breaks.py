"""Ways to break a good pair of open-data files, each with the check that must tell of it."""

from tests.unit.orchestration.release.screened_pairs import ENGLAND, Break, Files


def cell(column: str, value: str, row: int = 3) -> Break:
    def change(files: Files) -> None:
        files.data[row][column] = value

    return change


def all_cells(column: str, value: str) -> Break:
    return lambda files: files.every(column, value)


def told(column: str, of: str, value: str) -> Break:
    def change(files: Files) -> None:
        files.line(of)[column] = value

    return change


def renamed(old: str, new: str) -> Break:
    return lambda files: files.rename(old, new)


def dropped(*columns: str) -> Break:
    def change(files: Files) -> None:
        for column in columns:
            files.drop(column)

    return change


def filtered(name: str, items: list[str], **line: str) -> Break:
    return lambda files: files.add_filter(name, items, **line)


def both(*breaks: Break) -> Break:
    def change(files: Files) -> None:
        for one in breaks:
            one(files)

    return change


def named(data: str, meta: str) -> Break:
    def change(files: Files) -> None:
        files.data_file, files.meta_file = data, meta

    return change


def placed(level: str, **cells: str) -> Break:
    """Rows of one place, at another level with its own columns."""

    def change(files: Files) -> None:
        files.data = [row for row in files.data if row["la_name"]]
        for row in files.data:
            row |= {**ENGLAND, "geographic_level": level, **cells}

    return change


def uneven(files: Files) -> None:
    files.data[0]["pupil_count"] = "1"
    files.meta.append(dict(files.meta[0]) | {"col_name": "nowhere"})


def without_meta_column(files: Files) -> None:
    for line in files.meta:
        line.pop("filter_hint")


def with_meta_column(files: Files) -> None:
    for line in files.meta:
        line["remark"] = ""


def one_item(files: Files) -> None:
    files.data = [row for row in files.data if row["sex"] == "Total"]


def no_total(files: Files) -> None:
    files.data = [row for row in files.data if row["sex"] != "Total"]


def twice(files: Files) -> None:
    files.data.append(dict(files.data[0]))


def undescribed(files: Files) -> None:
    for i, row in enumerate(files.data):
        row["note"] = f"note {i}"


def many_lines(files: Files) -> None:
    for i in range(9):
        files.meta.append(dict(files.meta[1]) | {"col_name": f"n{i}", "label": f"n{i}"})


def grouped_wrongly(files: Files) -> None:
    files.add_filter("broad", [f"part {i}" for i in range(9)])
    files.line("sex")["filter_grouping_column"] = "broad"


def grouped_by_signs(files: Files) -> None:
    files.add_filter("broad", ["Total", "A-B", "A B"])
    files.line("sex")["filter_grouping_column"] = "broad"


def grouped_silently(files: Files) -> None:
    files.add_filter("broad", ["Total", "Part"])
    files.meta.pop()
    files.line("sex")["filter_grouping_column"] = "broad"


FAILS: dict[str, tuple[Break, str]] = {
    "names that do not match": (named("a.csv", "b.meta.csv"), "file_names_match"),
    "a space in the name": (named("a b.csv", "a b.meta.csv"), "file_name_characters"),
    "a bracket in the name": (named("a(1).csv", "a(1).meta.csv"), "file_name_characters"),
    "no country": (dropped("country_code"), "required_columns"),
    "no time": (dropped("time_period", "time_identifier"), "required_columns"),
    "a column of the description lacks": (without_meta_column, "required_meta_columns"),
    "a column too many in the description": (with_meta_column, "unknown_meta_columns"),
    "neither filter nor indicator": (told("col_type", "sex", "filter"), "column_type"),
    "more lines than columns": (many_lines, "meta_rows"),
    "described and not there": (uneven, "meta_not_in_data"),
    "an indicator that the data lacks": (dropped("pupil_percent"), "meta_not_in_data"),
    "a space in a column": (renamed("pupil_count", "pupil count"), "column_name_spaces"),
    "sex in an indicator": (
        renamed("pupil_count", "pupil_female_count"),
        "characteristic_in_indicator",
    ),
    "a language in an indicator": (
        renamed("pupil_count", "english_additional_count"),
        "characteristic_in_indicator",
    ),
    "sen_ in a name by accident": (renamed("pupil_count", "chosen_count"), "harmonised_name"),
    "a need of its own name": (filtered("primary_need", ["Total", "A"]), "harmonised_name"),
    "ethnic of its own name": (filtered("ethnic_group", ["Total", "A"]), "harmonised_name"),
    "no label": (told("label", "sex", ""), "label_blank"),
    "a label of spaces": (told("label", "sex", "  "), "label_blank"),
    "the same label twice": (told("label", "pupil_count", "Sex"), "label_twice"),
    "the same column twice": (told("col_name", "pupil_percent", "pupil_count"), "col_name_twice"),
    "a unit of a filter": (told("indicator_unit", "sex", "%"), "indicator_unit_filled"),
    "decimals of a filter": (told("indicator_dp", "sex", "0"), "indicator_dp_filled"),
    "a grouping of a filter": (told("indicator_grouping", "sex", "A"), "indicator_grouping_filled"),
    "a hint of an indicator": (told("filter_hint", "pupil_count", "A"), "filter_hint_filled"),
    "a group of an indicator": (
        told("filter_grouping_column", "pupil_count", "sex"),
        "filter_grouping_column_filled",
    ),
    "an unknown unit": (told("indicator_unit", "pupil_count", "percent"), "indicator_unit"),
    "decimals in words": (told("indicator_dp", "pupil_count", "one"), "indicator_dp"),
    "decimals below nought": (told("indicator_dp", "pupil_count", "-1"), "indicator_dp"),
    "half a decimal": (told("indicator_dp", "pupil_count", "0.5"), "indicator_dp"),
    "a region as filter": (told("col_name", "sex", "region_name"), "unit_in_meta"),
    "time as filter": (told("col_name", "sex", "time_period"), "unit_in_meta"),
    "a school by its number": (filtered("school_number", ["Total", "1"]), "place_as_filter"),
    "a language code": (filtered("language_code", ["Total", "1"]), "place_as_filter"),
    "a provider beside another filter": (
        filtered("provider_name", ["Total", "A"]),
        "place_as_filter",
    ),
    "a filter of one item": (one_item, "filter_single"),
    "a month of its own": (all_cells("time_identifier", "Jan"), "time_identifier"),
    "week 53": (all_cells("time_identifier", "Week 53"), "time_identifier"),
    "a month and a year": (cell("time_identifier", "Calendar year"), "time_identifier_mix"),
    "two kinds of year": (
        both(
            all_cells("time_identifier", "Calendar year"), cell("time_identifier", "Reporting year")
        ),
        "time_identifier_mix",
    ),
    "a year in words": (cell("time_period", "2024/25"), "time_period"),
    "no year": (cell("time_period", ""), "time_period"),
    "six digits of a month": (all_cells("time_period", "202425"), "time_period_digits"),
    "four digits of a school year": (
        both(all_cells("time_identifier", "Academic year"), all_cells("time_period", "2024")),
        "time_period_digits",
    ),
    "years that do not follow": (
        both(all_cells("time_identifier", "Academic year"), all_cells("time_period", "202412")),
        "time_period_years",
    ),
    "an unknown level": (cell("geographic_level", "LA"), "geographic_level"),
    "no columns of the level": (dropped("old_la_code", "new_la_code", "la_name"), "level_columns"),
    "a part of the columns": (dropped("old_la_code"), "columns_together"),
    "a region without its code": (dropped("region_code"), "columns_together"),
    "no name at its level": (cell("la_name", ""), "level_blank"),
    "no old code": (cell("old_la_code", ""), "level_blank"),
    "no country name": (cell("country_name", "", 0), "level_blank"),
    "England with a region": (cell("region_name", "South West", 0), "level_overfilled"),
    "England with an authority": (cell("la_name", "Bristol, City of", 0), "level_overfilled"),
    "schools and providers": (
        both(
            placed(
                "School",
                school_urn="1",
                school_laestab="2",
                school_name="A",
                provider_ukprn="",
                provider_name="",
            ),
            cell("geographic_level", "Provider"),
            cell("provider_ukprn", "1"),
            cell("provider_name", "B"),
        ),
        "level_mix",
    ),
    "a trust of two codes": (
        both(placed("MAT", trust_id="1", trust_name="A"), cell("trust_id", "2")),
        "one_name_one_code",
    ),
    "a code of two trusts": (
        both(placed("MAT", trust_id="1", trust_name="A"), cell("trust_name", "B")),
        "one_name_one_code",
    ),
    "x that is called otherwise": (placed("MAT", trust_id="x", trust_name="A"), "not_available"),
    "Not available that is not x": (
        placed("MAT", trust_id="1", trust_name="Not available"),
        "not_available",
    ),
    "Bristol": (cell("la_name", "Bristol"), "lookup_local_authorities"),
    "another's code": (cell("new_la_code", "E08000025"), "lookup_local_authorities"),
    "another country": (cell("country_name", "england", 0), "lookup_countries"),
    "another region's name": (cell("region_name", "South East"), "lookup_regions"),
    "another region": (
        both(cell("region_name", "South East"), cell("region_code", "E12000008")),
        "region_of_authority",
    ),
    "a blank in a filter": (cell("sex", ""), "filter_blank"),
    "a space before an item": (cell("sex", " Male"), "filter_spaces"),
    "a space after a place": (cell("la_name", "Bristol, City of "), "filter_spaces"),
    "a group with more items": (grouped_wrongly, "filter_group_items"),
    "groups told apart by signs": (grouped_by_signs, "filter_group_signs"),
    "a group that lacks": (told("filter_grouping_column", "sex", "broad"), "meta_not_in_data"),
    "a filter as its own group": (
        told("filter_grouping_column", "sex", "sex"),
        "filter_group_itself",
    ),
    "two filters of one group": (
        both(
            filtered("stage", ["Total", "A"], filter_grouping_column="sex"),
            filtered("kind", ["Total", "B"], filter_grouping_column="sex"),
        ),
        "filter_grouping_column_twice",
    ),
    "Total in a place": (cell("la_name", "Total"), "total_of_places"),
    "All in a time": (cell("time_period", "All"), "total_of_places"),
    "ethnicity among characteristics": (
        filtered("characteristic_group", ["Total", "Ethnic group"]),
        "characteristic_group",
    ),
    "the same row twice": (twice, "row_twice"),
    "NULL in the data": (cell("pupil_count", "NULL"), "null_word"),
    "NA in a filter": (cell("sex", "NA"), "null_word"),
    "na in the description": (told("label", "sex", "na"), "null_word"),
    "a blank indicator": (cell("pupil_count", ""), "indicator_blank"),
    "an obsolete symbol": (cell("pupil_count", ":"), "indicator_obsolete"),
    "a wave": (cell("pupil_count", "~"), "indicator_obsolete"),
    "a word in an indicator": (cell("pupil_count", "few"), "indicator_text"),
    "an asterisk": (cell("pupil_count", "*"), "indicator_text"),
    "a comma of thousands": (cell("pupil_count", "1,200"), "indicator_text"),
    "a sign of per cent": (cell("pupil_percent", "25%"), "indicator_text"),
    "pounds": (cell("pupil_count", "£3"), "indicator_text"),
    "an exponent": (cell("pupil_count", "1e3"), "indicator_text"),
    "a formula in a label": (told("label", "sex", "=1+1"), "formula"),
    "a formula in a filter": (cell("sex", "@SUM(A1)"), "formula"),
    "a fraction": (all_cells("pupil_percent", "0.792"), "percent_as_fraction"),
}

WARNS: dict[str, tuple[Break, str]] = {
    "capitals in the file": (named("A.csv", "A.meta.csv"), "file_name_case"),
    "capitals in a column": (renamed("pupil_count", "pupil_Count"), "column_name_case"),
    "a digit first": (renamed("pupil_count", "1_pupil"), "column_name_start"),
    "not described": (undescribed, "data_not_in_meta"),
    "characteristic": (filtered("characteristic", ["Total", "A"]), "characteristic"),
    "decimals not told": (told("indicator_dp", "pupil_count", ""), "indicator_dp_set"),
    "no Total": (no_total, "filter_default"),
    "a default that lacks": (told("filter_default", "sex", "Everybody"), "filter_default"),
    "no region": (both(cell("region_code", ""), cell("region_name", "")), "region_told"),
    "rows of institutions": (
        both(
            all_cells("institution_id", ""),
            all_cells("institution_name", ""),
            cell("geographic_level", "Institution"),
            cell("institution_id", "1"),
            cell("institution_name", "A"),
        ),
        "level_ignored",
    ),
    "an ethnic group of its own": (
        filtered("ethnicity_major", ["Total", "Martian"]),
        "ethnicity",
    ),
    "minor under another major": (
        both(
            filtered("ethnicity_major", ["Total", "White"]),
            filtered("ethnicity_minor", ["Total", "Arab"]),
        ),
        "ethnicity",
    ),
    "slashes in two forms": (
        filtered(
            "ethnicity_major", ["Total", "Asian/Asian British", "Mixed / Multiple ethnic groups"]
        ),
        "ethnicity_slash",
    ),
    "dots for nothing": (cell("sex", ".."), "legacy_symbol"),
    "the older form of low": (cell("pupil_count", "k"), "indicator_older"),
    "a long name": (renamed("pupil_count", "p" * 51), "long_column_name"),
    "a long label": (told("label", "sex", "S" * 81), "long_label"),
    "a long item": (cell("sex", "S" * 121), "long_item"),
    "a long code": (placed("MAT", trust_id="1" * 31, trust_name="A"), "long_location_code"),
}

UNAVOIDABLE: dict[str, tuple[Break, str]] = {
    "a new name": (renamed("pupil_count", "plan_count"), "dictionary_column"),
    "a new item": (cell("sex", "Not known"), "dictionary_item"),
    "a group without its line": (grouped_silently, "filter_group_line"),
    "a made-up place": (
        both(
            *(
                lambda files, at=at: files.data[at].update(
                    region_code="E12000999",
                    region_name="Sample region",
                    old_la_code="999",
                    new_la_code="E10000999",
                    la_name="Sampleshire",
                )
                for at in (3, 4, 5)
            )
        ),
        "made_up_place",
    ),
    "a list not kept": (placed("Ward", ward_code="1", ward_name="A"), "not_looked_up"),
    "small percentages": (all_cells("pupil_percent", "0.4"), "percent_below_one"),
}
