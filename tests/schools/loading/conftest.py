import pytest

from schools.services import loading
from tests import factories as f
from tests.schools.results_files.make_books import xlsx
from tests.schools.results_files.make_tables import results_sheet


@pytest.fixture
def known(world):
    """The schools of the world under the logins of the sample files."""
    for school, login in ((world.school, "edu220123"), (world.other_school, "220124")):
        system = "fis_oko" if login.startswith("edu") else "ris_gia"
        f.SchoolIdentifierFactory(school=school, system=system, value=login)
    return world


@pytest.fixture
def load(world, django_capture_on_commit_callbacks):
    """Upload bytes as the methodist and let the task read them."""

    def upload(data=None, **said):
        with django_capture_on_commit_callbacks(execute=True):
            started = loading.start_import(
                by=world.methodist,
                municipality=world.municipality,
                file_name="файл.xlsx",
                data=xlsx(results_sheet()) if data is None else data,
                **said,
            )
        started.refresh_from_db()
        return started

    return upload


@pytest.fixture
def accept(world, django_capture_on_commit_callbacks):
    from schools.services import acceptance

    def decide(source):
        with django_capture_on_commit_callbacks(execute=True):
            acceptance.accept_import(source, by=world.coordinator)
        source.refresh_from_db()
        return source

    return decide
