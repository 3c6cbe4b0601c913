"""HTTP for uploads: tus 1.0 with creation, expiration, termination, checksum and concatenation."""

from email.utils import formatdate
from typing import BinaryIO, cast

from flask import Response, after_this_request, request

from exhibits.core.errors import HallError, NotFound
from exhibits.core.holds import Overtaken
from exhibits.core.http import delete, get, head, options, patch, post
from exhibits.core.model import OPEN, SENDERS, Identity
from exhibits.media.model import Joining, Upload, UploadState
from exhibits.media.uploads.protocol import (
    ALGORITHMS,
    EXTENSIONS,
    VERSION,
    WrongType,
    check_version,
    read_checksum,
    read_length,
    read_number,
    read_parts,
)
from exhibits.media.uploads.service import CutOff, UploadService

CHUNK_TYPE = "application/offset+octet-stream"
PLACE = "/api/v1/uploads"
ENDS_CONNECTION = (CutOff, Overtaken)


class UploadRoutes:
    """Routes of the uploads; every answer says which version of tus it is."""

    prefix = "/api/v1"
    tag = "uploads"

    def __init__(self, uploads: UploadService) -> None:
        self._uploads = uploads

    @options("/uploads", allow=OPEN)
    def describe_uploads(self) -> Response:
        """Tell which tus this is, and what it can do."""
        response = _answer(204)
        response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Extension"] = EXTENSIONS
        response.headers["Tus-Max-Size"] = str(self._uploads.largest)
        response.headers["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
        return response

    @post("/uploads", allow=SENDERS, status=201)
    def create_upload(self, who: Identity) -> Response:
        """Begin an upload (tus creation), with its first bytes if they come along, or join finished parts."""
        _begin()
        concat, metadata = request.headers.get("Upload-Concat", ""), request.headers.get("Upload-Metadata", "")
        if concat.startswith("final"):
            return _answer_created(self._uploads.join(read_parts(concat, PLACE), metadata, who))
        joining = Joining.PARTIAL if concat == "partial" else Joining.NONE
        upload = self._uploads.begin(read_length(request.headers), metadata, joining, who)
        if request.mimetype == CHUNK_TYPE:
            upload = self._append(upload.id, 0, who)
        return _answer_created(upload)

    @head("/uploads/<upload_id>", allow=SENDERS)
    def measure_upload(self, upload_id: str, who: Identity) -> Response:
        """Tell how much of an upload is here, and end an older request that still adds to it."""
        _begin()
        upload = self._uploads.hold_to_measure(upload_id, who)
        response = _answer(200, upload)
        response.cache_control.no_store = True
        if upload.joining is Joining.FINAL:
            parts = " ".join(f"{PLACE}/{part}" for part in upload.parts)
            response.headers["Upload-Concat"] = f"final;{parts}"
        elif upload.joining is Joining.PARTIAL:
            response.headers["Upload-Concat"] = "partial"
        response.headers.update({"Upload-Metadata": upload.metadata} if upload.metadata else {})
        return response

    @patch("/uploads/<upload_id>", allow=SENDERS, status=204, silent=True)
    def append_to_upload(self, upload_id: str, who: Identity) -> Response:
        """Take more bytes of an upload."""
        _begin()
        offset = read_number(request.headers, "Upload-Offset")
        if request.mimetype != CHUNK_TYPE or offset is None:
            raise WrongType("tus_type", "上传的内容类型不对，请刷新页面。", f"The bytes must come as {CHUNK_TYPE}.")
        return _answer(204, self._append(upload_id, offset, who))

    @post("/uploads/<upload_id>", allow=SENDERS, status=204, silent=True)
    def override_upload(self, upload_id: str, who: Identity) -> Response:
        """Do what `X-HTTP-Method-Override` says, for senders that can only GET and POST."""
        method = request.headers.get("X-HTTP-Method-Override", "")
        views = {"PATCH": self.append_to_upload, "DELETE": self.end_upload}
        if method not in views:
            raise NotFound("http_404", "这个地址或请求不对。", "There is nothing to POST here.")
        return views[method](upload_id, who)

    @delete("/uploads/<upload_id>", allow=SENDERS, status=204)
    def end_upload(self, upload_id: str, who: Identity) -> Response:
        """Forget an upload and its bytes (tus termination)."""
        _begin()
        self._uploads.end(upload_id, who)
        return _answer(204)

    @get("/uploads", allow=SENDERS)
    def list_uploads(self, who: Identity) -> list[Upload]:
        """List one's own uploads: on their way, being looked at, and ended in the last days."""
        return self._uploads.list_own(who)

    @get("/uploads/<upload_id>", allow=SENDERS)
    def show_upload(self, upload_id: str, who: Identity) -> Upload:
        """Show how far an upload is, and what has become of it."""
        return self._uploads.get(upload_id, who)

    def _append(self, upload_id: str, offset: int, who: Identity) -> Upload:
        stream = cast("BinaryIO", request.stream)
        length, checksum = read_number(request.headers, "Upload-Length"), read_checksum(request.headers)
        try:
            return self._uploads.append(upload_id, offset, length, stream, checksum, who)
        except HallError as error:
            if isinstance(error, ENDS_CONNECTION):  # what comes on this line now is no request
                after_this_request(_end_connection)
            raise


def _begin() -> None:
    after_this_request(_add_version)
    check_version(request.headers)


def _add_version(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    return response


def _end_connection(response: Response) -> Response:
    response.headers["Connection"] = "close"
    return response


def _answer(status: int, upload: Upload | None = None) -> Response:
    response = Response(status=status)
    response.headers["Tus-Resumable"] = VERSION
    if upload is None:
        return response
    if upload.joining is not Joining.FINAL or upload.state is not UploadState.CHECKING:
        response.headers["Upload-Offset"] = str(upload.offset)
    if upload.length is None:
        response.headers["Upload-Defer-Length"] = "1"
    else:
        response.headers["Upload-Length"] = str(upload.length)
    if upload.state is UploadState.RECEIVING:
        response.headers["Upload-Expires"] = formatdate(upload.expires_at / 1000, usegmt=True)
    return response


def _answer_created(upload: Upload) -> Response:
    response = _answer(201, upload)
    response.set_data(upload.model_dump_json(include={"id", "name"}))  # for people and the audit; tus asks for none
    response.mimetype = "application/json"
    response.headers["Location"] = f"{PLACE}/{upload.id}"
    return response
