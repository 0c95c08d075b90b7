"""The photographs of a season: of problems, of services, of what confirmations rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from hongmajia.events.models import EventPhoto
from hongmajia.needs.models import NeedPhoto
from hongmajia.services.models import Confirmation, Evidence, RecordPhoto
from hongmajia.unions.models import Season

from .columns import BATCH, Column, plain, said

COLUMNS: tuple[Column, ...] = (
    said("path", "文件，从data起；空的，文件已经不在", lambda photo: photo.stored),
    said("of", "哪一种东西的照片", lambda photo: photo.of),
    said("of_id", "那件东西的编号", lambda photo: photo.key, type="integer"),
    said("caption", "说明", lambda photo: photo.caption),
    said("shows_faces", "有人脸", lambda photo: photo.shows_faces, type="boolean"),
    said("consented_at", "照片上的人同意公开的时间", lambda photo: photo.consented_at,
         type="datetime"),
)  # fmt: skip


@dataclass
class Photograph:
    """A photograph and what it shows; ``stored`` is its path in the package once it is there."""

    image: Any
    folder: str
    of: str
    key: int
    caption: str = ""
    shows_faces: bool | None = None
    consented_at: Any = None
    stored: str = ""

    @property
    def path(self) -> str:
        """Where it lies in the package."""
        return f"photographs/{self.folder}/{PurePosixPath(self.image.name).name}"

    def row(self) -> list[Any]:
        """Its values in the table of photographs."""
        return [plain(column.read(self, None)) for column in COLUMNS]  # type: ignore[arg-type]


def photographs_of(season: Season) -> Iterator[Photograph]:
    """All photographs, read in pieces."""
    for need_photo in _read(NeedPhoto.objects.filter(need__season=season)):
        yield Photograph(need_photo.image, "needs", "needs", need_photo.need_id)
    for taken in _read(RecordPhoto.objects.filter(record__activity__season=season)):
        yield Photograph(
            taken.image, "records", "records", taken.record_id, taken.caption,
            taken.shows_faces, taken.consented_at,
        )  # fmt: skip
    proofs = Evidence.objects.filter(confirmation__engagement__need__season=season)
    for proof in _read(proofs):
        yield Photograph(proof.image, "evidence", "confirmations", proof.confirmation_id)
    for shown in _read(EventPhoto.objects.filter(activity__season=season)):
        yield Photograph(
            shown.image, "events", "activities", shown.activity_id, shown.caption,
            shown.shows_faces, shown.consented_at,
        )  # fmt: skip
    for slip in _read(_with_slip(season)):
        yield Photograph(slip.slip, "slips", "confirmations", slip.pk)


def count_of(season: Season) -> int:
    """How many there are."""
    return (
        NeedPhoto.objects.filter(need__season=season).count()
        + RecordPhoto.objects.filter(record__activity__season=season).count()
        + Evidence.objects.filter(confirmation__engagement__need__season=season).count()
        + EventPhoto.objects.filter(activity__season=season).count()
        + _with_slip(season).count()
    )


def _with_slip(season: Season) -> Any:
    return Confirmation.objects.filter(engagement__need__season=season).exclude(slip="")


def _read(rows: Any) -> Iterator[Any]:
    yield from rows.order_by("pk").iterator(chunk_size=BATCH)
