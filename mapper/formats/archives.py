"""Archives: looked through before anything is unpacked, and unpacked in memory only."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from dataclasses import dataclass

from mapper.formats.findings import Refused
from mapper.formats.limits import MAX_BYTES, MAX_MEMBERS, MAX_RATIO, RATIO_FREE_BYTES
from mapper.formats.shapefile import SIDES

_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAPS = (".geojson", ".json", ".gpkg", ".csv", ".gpx")


@dataclass(frozen=True)
class Content:
    """What an archive holds for us.

    Attributes
    ----------
    kind : str
        ``kml``, ``shapefile``, or ``file`` for one map file of another kind.
    members : dict
        Names to bytes: one document, or the parts of each shapefile.
    left_out : int
        How many further KML documents there are.
    """

    kind: str
    members: dict[str, bytes]
    left_out: int = 0


def open_zip(content: bytes) -> Content:
    """Look through a zip archive and unpack the map in it.

    Raises
    ------
    Refused
        Broken, locked, a path that leads out, too much to unpack, or no map inside.
    """
    if content.count(_ENTRY) > MAX_MEMBERS:
        raise Refused("archive-bomb", f"more than {MAX_MEMBERS:,} members; pack the map alone")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check_members(members, len(content))
            return _chosen(archive, [one for one in members if not _ignored(one.filename)])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError, OverflowError) as error:  # fmt: skip
        raise Refused(
            "archive", f"the archive is broken ({str(error)[:80]}); pack it again"
        ) from None


def gunzip(content: bytes) -> bytes:
    """Unpack a gzip file within the limits.

    Raises
    ------
    Refused
        Broken, or it unpacks to too much.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            found = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused("archive", f"the gzip file is broken ({str(error)[:80]})") from None
    _check_ratio(len(found), len(content))
    return found


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise Refused("archive-bomb", f"{len(members):,} members, at most {MAX_MEMBERS:,} are read")
    for one in members:
        name = one.orig_filename
        mode = one.external_attr >> 16
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name:
            raise Refused("archive-path", f"the member {name[:60]!r} leads out of the archive")
        if stat.S_ISLNK(mode):
            raise Refused("archive-path", f"the member {name[:60]!r} is a link")
        if one.flag_bits & 1:
            raise Refused("archive", f"the member {name[:60]!r} is locked; unlock the archive")
        if one.compress_type not in _METHODS:
            raise Refused("archive", f"the member {name[:60]!r}: pack it with deflate")
    packed = sum(one.compress_size for one in members)
    if packed > size:
        raise Refused("archive-bomb", "members overlap in the archive; pack it again")
    _check_ratio(sum(one.file_size for one in members), size)


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > MAX_BYTES:
        raise Refused("archive-bomb", f"unpacks to more than {MAX_BYTES:,} bytes; split the map")
    if unpacked > RATIO_FREE_BYTES and unpacked > packed * MAX_RATIO:
        raise Refused("archive-bomb", f"unpacks to {unpacked // packed} times its size, at most "
                      f"{MAX_RATIO} times is read")  # fmt: skip


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member, never more of it than it declares."""
    with archive.open(member) as stream:
        content = stream.read(member.file_size)
        stream.read(1)  # At the end the checksum is compared.
    return content


def _ignored(name: str) -> bool:
    """What systems add to archives by themselves."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _chosen(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Content:
    names = {one.filename.replace("\\", "/"): one for one in members}
    documents = [name for name in names if name.lower().endswith(".kml")]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    others = [name for name in names if name.lower().endswith(_MAPS)]
    if documents:
        main = next((name for name in documents if name.lower() == "doc.kml"), documents[0])
        return Content("kml", {main: _unpacked(archive, names[main])}, len(documents) - 1)
    if shapes:
        stems = {name[:-4] for name in shapes}
        wanted = [name for name in names if name[:-4] in stems
                  and name[-4:].lower() in (".shp", *SIDES)]  # fmt: skip
        return Content("shapefile", {name: _unpacked(archive, names[name]) for name in wanted})
    if len(others) == 1:
        return Content("file", {others[0]: _unpacked(archive, names[others[0]])})
    what = f"{len(others)} map files" if others else "no map file"
    raise Refused(
        "archive-content", f"{what} in the archive, expected one, a KML or a Shapefile; unpack it"
    )
