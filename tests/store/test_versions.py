"""Studies of older versions are brought up to date, after a verified copy is made."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from qualcode.errors import StudyError
from qualcode.store import engine, versions, word_index
from qualcode.store.study import Study, open_study
from qualcode.store.tables import Base
from qualcode.workflow import coding
from qualcode.workflow.checking import check_study
from tests.store.older import make_older

LATER = '''
"""A column more."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade() -> None:
    with op.batch_alter_table("memo_test") as batch:
        batch.add_column(sa.Column("more", sa.String()))
'''


def test_the_newest_migration_is_the_version_that_studies_are_stamped_with() -> None:
    assert ScriptDirectory(str(versions.SCRIPTS)).get_heads() == [versions.HEAD]


def test_the_migrations_make_the_very_tables_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "fra_null.qualcode"
    sqlite3.connect(path).close()
    db = engine.make_engine(path)

    versions.bring_up_to_date(db, path, read_only=False)

    with db.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not word_index.is_part(name)}
        )
        assert compare_metadata(context, Base.metadata) == []
    db.dispose()


def later_scripts(tmp_path: Path) -> Path:
    scripts = tmp_path / "migrations"
    shutil.copytree(versions.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    later = LATER.replace("memo_test", "coder").replace("{head}", versions.HEAD)
    (scripts / "versions" / "9999_more.py").write_text(later, encoding="utf-8")
    return scripts


def test_an_older_study_is_copied_and_then_upgraded(study: Study, tmp_path: Path) -> None:
    study.close()
    db = engine.make_engine(study.path)

    versions.bring_up_to_date(
        db, study.path, read_only=False, scripts=later_scripts(tmp_path), head="9999"
    )

    with db.connect() as connection:
        assert versions.version_of(connection) == "9999"
        columns = [r[1] for r in connection.exec_driver_sql("PRAGMA table_info(coder)")]
    db.dispose()
    copy = study.path.with_name(f"{study.path.name}.before-upgrade-from-{versions.HEAD}")
    assert "more" in columns
    assert version_in(copy) == versions.HEAD


def version_in(path: Path) -> str:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
    return str(found)


def test_an_upgrade_that_fails_leaves_the_study_as_it_was(study: Study, tmp_path: Path) -> None:
    study.close()
    scripts = later_scripts(tmp_path)
    broken = scripts / "versions" / "9999_more.py"
    broken.write_text(
        broken.read_text(encoding="utf-8") + "    raise ValueError('halfway')\n", "utf-8"
    )
    db = engine.make_engine(study.path)

    with pytest.raises(ValueError, match="halfway"):
        versions.bring_up_to_date(db, study.path, read_only=False, scripts=scripts, head="9999")

    db.dispose()
    assert version_in(study.path) == versions.HEAD


def test_an_older_study_that_is_read_only_is_refused(study: Study) -> None:
    study.close()
    db = engine.make_engine(study.path, read_only=True)

    with pytest.raises(StudyError, match="older version"):
        versions.bring_up_to_date(db, study.path, read_only=True, head="9999")
    db.dispose()


def test_the_group_of_new_codes_of_an_older_study_is_known_again(study: Study) -> None:
    coding.create_code(study, "siv", "Tid")
    study.close()
    make_older(study.path, "0004")

    again = open_study(study.path)
    coding.create_code(again, "siv", "Penger")

    [group] = [theme for theme in coding.themes(again) if theme.ungrouped]
    assert {c.label for c in coding.codes(again) if c.theme_id == group.id} == {"Tid", "Penger"}
    assert check_study(again) == []
    again.close()
