"""Fixtures of the archives tests: the closed year of 2026, with a service at 莫干精工."""

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from hongmajia.archives.actions import start_archive
from hongmajia.archives.models import Archive
from hongmajia.archives.tasks import write_archive
from hongmajia.needs.models import NeedPhoto
from hongmajia.services.actions import confirm_service, issue_certificate
from hongmajia.services.models import RecordPhoto, ServiceRecord
from hongmajia.unions.actions import close_season
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province
from tests.cases.conftest import photograph
from tests.insights.conftest import SAID, served
from tests.services.known import let_pass, register_for_certificates


def fill(province: Province) -> ServiceRecord:
    """A need with a photograph, Dong's record with another, Ms Shen's word with her sheet."""
    visit = served(province, text="=1+1开头的说法", contact_phone="13812340412")
    engagement = visit.engagements.get()
    confirm_service(
        engagement=engagement, actor=province.contact, name="沈女士", evidence=[photograph()],
        **SAID,
    )  # fmt: skip
    NeedPhoto.objects.create(need=engagement.need, image=photograph("red"))
    RecordPhoto.objects.create(record=visit.record, image=photograph("blue"), caption="焊缝")
    let_pass()
    register_for_certificates(province.dong_helper)
    issue_certificate(helper=province.dong_helper, season=province.season, actor=province.shen)
    return visit.record


def close(province: Province) -> Season:
    """The last stage ended yesterday, and Fang closes the year."""
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"starts": yesterday - timedelta(days=20), "ends": yesterday}
    SeasonStage.objects.filter(season=province.season).update(**days)
    return close_season(actor=province.fang, season=province.season)


@pytest.fixture
def closed(province: Province) -> Season:
    """The year with its service, closed."""
    fill(province)
    return close(province)


def make(province: Province) -> Archive:
    """Fang asks for a package, and the worker writes it."""
    asked = start_archive(actor=province.fang, season=province.season)
    write_archive.func(asked.pk)
    return Archive.objects.get(pk=asked.pk)


@pytest.fixture
def year(province: Province, closed: Season, tmp_path: Path) -> Path:
    """The package of the year, as the archive office gets it."""
    path = tmp_path / "2026.zip"
    shutil.copyfile(make(province).file.path, path)
    return path


@pytest.fixture
def folder(year: Path, tmp_path: Path) -> Path:
    """The package of the year, unpacked."""
    with zipfile.ZipFile(year) as file:
        file.extractall(tmp_path / "unpacked")
    (found,) = (tmp_path / "unpacked").iterdir()
    return found
