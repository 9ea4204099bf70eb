"""A dataset is two files: laid beside the others in a copy of the project, it is shown."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from orchestration.home import PROJECT
from tests.flow.test_partnership_tables import MONTHS, write_returns

SQL = """\
{%- set dataset = dataset_of('local_offer_monthly') -%}
with cells as (

    {{ cells_of(dataset) }}

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        {{ cell(dataset, 'value', 'M71') }} as visit_count
    from cells
    group by local_authority_code, month_starting_on

),

placed as (

    {{ placed_by_month('arranged') }}

)

select * from placed
"""
YML = """\
models:
  - name: pub_local_offer_monthly
    description: "Visits to the Local Offer: one row per local authority and month."
    config:
      meta:
        dataset: local_offer_monthly
        disclosure:
          policy: exact
          owner: partnership@sampleshire.example
          why: "A visit to a page is of nobody who is known."
          figures:
            M71: [total]
    columns:
COLUMNS
      - name: visit_count
        data_type: varchar
        description: "M71."
        config:
          meta:
            open_data: {kind: Indicator, label: "Visits", grouping: "Visits", decimal_places: 0}

exposures:
  - name: local_offer_monthly
    label: "Visits to the Local Offer, monthly"
    type: analysis
    maturity: low
    description: "From the partnership's monthly return; a visit is a session and not a page seen."
    owner: {name: Performance team, email: performance@sampleshire.example}
    depends_on: [ref('pub_local_offer_monthly')]
    config:
      meta: {cadence: monthly, licence: Open Government Licence v3.0}
"""
PLACES = (
    "time_period time_identifier geographic_level country_code country_name region_code"
    " region_name old_la_code new_la_code la_name"
)
BUILD = """
import sys
from pathlib import Path
from orchestration.dbt_runner import ensure_manifest
from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.release.dataset import data_csv, datasets_in, read_table
from tests.flow.flows import build_month, receive_folder
import json
home = Home.at(sys.argv[2])
receive_folder(home, Path(sys.argv[1]))
build_month(home, "2020-11")
manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
new = next(one for one in datasets_in(manifest) if one.name == "local_offer_monthly")
with open_to_read(home.published) as con:
    print(data_csv(read_table(con, new)).splitlines()[-1])
"""


def test_a_dataset_is_added_by_its_two_files_alone(tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".sendmart", "target", "__pycache__", ".*_cache"
    )
    copy = Path(shutil.copytree(PROJECT, tmp_path / "copy", ignore=left_out))
    place = copy / "dbt_project" / "models" / "published" / "pub_local_offer_monthly"
    columns = [
        f'      - {{name: {name}, data_type: varchar, description: "Where or when."}}'
        for name in PLACES.split()
    ]
    place.with_suffix(".sql").write_text(SQL, encoding="utf-8")
    yml = YML.replace("COLUMNS", "\n".join(columns))
    place.with_suffix(".yml").write_text(yml, encoding="utf-8")
    for month in MONTHS:
        write_returns(tmp_path / "in" / month, month)
    paths = os.pathsep.join([str(copy), str(copy / "tests" / "samples")])
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path / "in"), str(tmp_path / "home")],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    cells = done.stdout.split(",")
    assert cells[:2] == ["2020", "November"]
    assert cells[-1].strip() == "1900", "the figure itself: its policy is exact"
