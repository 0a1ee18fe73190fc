"""Bring the official files into the data folder: from their publishers, or from a folder.

Only addresses of the catalogue are asked. A file is written aside and moved into place in one step, after
its SHA-256 was found to be the catalogue's; so what stands in place is whole and right, or does not stand.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import httpx
import pypdfium2 as pdfium

from corpus import Catalogue, OfficialFile
from ingest.build import Progress, ingest_lock, official_folder
from ingest.disk import flush_one
from ingest.documents import file_sha256
from ingest.errors import FetchError

State = Literal["present", "fetched", "copied", "missing", "refused", "failed"]
AddressRule = Callable[[httpx.URL], bool]
ClientFactory = Callable[[], httpx.AsyncClient]
Files = Mapping[str, OfficialFile]

MAX_REDIRECTS = 5
MARGIN = 65_536
"""Bytes above the catalogue's size that are still read, to call another edition by its name."""
MAX_BYTES = 50_000_000
LONGEST_WAIT = 30.0
"""Seconds to connect, and between two reads; at most half the file's time, so that a retry has the rest."""
MAGIC = b"%PDF-"
MALFORMED = "an address of the catalogue or of a redirect is malformed"
STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e]*"')


@dataclass(frozen=True)
class Outcome:
    """What became of one official file."""

    source_id: str
    name: str
    state: State
    """`missing`: nowhere to take it from; `refused`: not the file wanted; `failed`: it did not arrive."""
    detail: str
    """A sentence for people: what happened and how to mend it."""


class _Problem(FetchError):
    """Why an address or a file was given up.

    `again`: `once` for a failure that may pass, `stale` where a kept part was at fault and is gone.
    """

    def __init__(self, state: State, reason: str, again: Literal["never", "once", "stale"] = "never") -> None:
        self.state = state
        self.again = again
        super().__init__(reason)


def https_only(url: httpx.URL) -> bool:
    """Allow HTTPS on its own port, without a user name or password in the address."""
    return url.scheme == "https" and url.port is None and not url.userinfo


def publisher_client() -> httpx.AsyncClient:
    """Make a client that heeds the environment's proxies and certificates, and stores no cookie.

    Raises:
        FetchError: a proxy or certificate file of the environment cannot be used.
    """
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    try:
        return httpx.AsyncClient(trust_env=True, cookies=no_cookies)
    except (ValueError, ImportError, OSError, httpx.InvalidURL):
        # Without the cause: its message may repeat the password of a proxy.
        raise FetchError(
            "the proxy or certificates named in the environment cannot be used; check HTTPS_PROXY, "
            "ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR"
        ) from None


def fetch(
    catalogue: Catalogue,
    data: Path,
    progress: Progress,
    *,
    timeout: float,
    allowed: AddressRule = https_only,
    client_factory: ClientFactory = publisher_client,
) -> list[Outcome]:
    """Fetch every official file that is not in place, from the publishers. Call it outside an event loop.

    Args:
        catalogue: names the files, their addresses, and the hosts that a redirect may lead to.
        data: the data folder.
        progress: is shown the bytes of each file.
        timeout: seconds for each file, with its redirects, retry and further addresses. Only a name
            look-up that hangs in the operating system can take longer.
        allowed: the rule that every address asked, of a redirect too, must obey.
        client_factory: makes the client; cookies, auth and redirects are not left to it.

    Returns:
        One outcome for each source that has a file, in the order of the catalogue.

    Raises:
        FetchError: nothing at all can be fetched: the data folder or the environment is at fault.
        BusyError: another ingest or fetch is running.
    """

    async def run(files: Files) -> list[Outcome]:
        async with client_factory() as client:
            publishers = _Publishers(client, official_folder(data), progress, timeout, allowed)
            return [await publishers.bring(*item) for item in files.items()]

    return _settle(catalogue, data, lambda files: asyncio.run(run(files)))


def take_from(catalogue: Catalogue, data: Path, folder: Path, progress: Progress) -> list[Outcome]:
    """Copy every official file that is not in place from a folder: by its name, or else by its SHA-256.

    Returns:
        One outcome for each source that has a file, in the order of the catalogue.

    Raises:
        FetchError: the folder cannot be read, or the data folder cannot be written.
        BusyError: another ingest or fetch is running.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = f"{folder} cannot be read as a folder ({error.strerror})"
        raise FetchError(f"{reason}; name one that holds the official files") from error
    target = official_folder(data)
    return _settle(
        catalogue, data, lambda files: [_take_one(*item, found, target, progress) for item in files.items()]
    )


def _settle(catalogue: Catalogue, data: Path, bring: Callable[[Files], list[Outcome]]) -> list[Outcome]:
    """Hand the files that are not in place to `bring`; where all are, nothing is written or locked."""
    folder = official_folder(data)
    files = {source.id: source.file for source in catalogue.sources.values() if source.file is not None}
    absent = {key: file for key, file in files.items() if not _in_place(folder / file.name, file)}
    outcomes = {
        key: Outcome(key, file.name, "present", f"{file.name} is in place already.")
        for key, file in files.items()
    }
    if absent:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with ingest_lock(data):
                outcomes |= {outcome.source_id: outcome for outcome in bring(absent)}
        except OSError as error:
            reason = f"the data folder {data} cannot be written ({error.strerror})"
            raise FetchError(f"{reason}; set RAHNUMA_DATA to another") from error
    return list(outcomes.values())


def _in_place(path: Path, file: OfficialFile) -> bool:
    try:
        return path.is_file() and file_sha256(path) == file.sha256
    except OSError:  # one that cannot be read is replaced
        return False


class _Part:
    """The unfinished download of one file, with a note of where it came from if it can be resumed."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f".{name}.part"
        self._note = folder / f".{name}.part.note"

    def discard(self) -> None:
        """Forget what was downloaded."""
        self._note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Keep the part only where it can be resumed; forget the note of a part that was moved away."""
        if not (self.path.exists() and self._note.exists()):
            with suppress(OSError):  # the disk's error is reported already
                self.discard()

    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size if self.path.exists() else 0

    def range_headers(self, address: str, whole: int) -> dict[str, str]:
        """Headers that ask for the rest; none, and no part any more, where there is nothing to resume."""
        note = self._note.read_text(encoding="utf-8", errors="replace") if self._note.exists() else ""
        origin, _, etag = note.partition("\n")
        if origin != address or not 0 < self.size() < whole:
            self.discard()
            return {}
        return {"Range": f"bytes={self.size()}-"} | ({"If-Range": etag} if etag else {})

    def remember(self, address: str, headers: httpx.Headers) -> None:
        """Note how to resume, as far as the server can; a weak ETag does not vouch for single bytes."""
        etag = headers.get("etag", "")
        strong = etag if STRONG_ETAG.fullmatch(etag) else ""
        if strong or headers.get("accept-ranges", "").strip().lower() == "bytes":
            self._note.write_text(f"{address}\n{strong}", encoding="utf-8")
        else:
            self._note.unlink(missing_ok=True)


class _Meter:
    """Turns a position in a file into steps of progress that never run backwards or past the end."""

    def __init__(self, progress: Progress, name: str, total: int) -> None:
        self._advance = progress.step(name, total)
        self._total = total
        self._shown = 0

    def at(self, position: int) -> None:
        """Show that `position` bytes are there."""
        position = min(position, self._total)
        if position > self._shown:
            self._advance(position - self._shown)
            self._shown = position


@dataclass(frozen=True)
class _Publishers:
    """Fetches single files over one client."""

    client: httpx.AsyncClient
    folder: Path
    progress: Progress
    timeout: float
    allowed: AddressRule

    async def bring(self, source_id: str, file: OfficialFile) -> Outcome:
        """Try the addresses in turn until one gives the file or the time is up."""
        if not file.addresses:
            return Outcome(source_id, file.name, "missing", f"The catalogue has no address. {_mend(file)}")
        meter = _Meter(self.progress, f"Fetching {file.name}", file.bytes)
        part = _Part(self.folder, file.name)
        problems: list[_Problem] = []
        try:
            async with asyncio.timeout(self.timeout):
                for address in file.addresses:
                    try:
                        host = await self._from_address(file, address, part, meter)
                    except _Problem as problem:
                        problems.append(problem)
                    else:
                        detail = f"{file.name} was fetched from {host} ({file.bytes:,} bytes)."
                        return Outcome(source_id, file.name, "fetched", detail)
        except TimeoutError:
            reason = f"it did not arrive within {self.timeout:g} seconds (RAHNUMA_FETCH_TIMEOUT)"
            problems.append(_Problem("failed", reason))
        except OSError as error:
            problems.append(_Problem("failed", f"it cannot be written to {self.folder} ({error.strerror})"))
        finally:
            part.tidy()
        reasons = "; ".join(map(str, problems))
        state = problems[-1].state
        again = "Run `rahnuma fetch` again later. " if state == "failed" else ""
        detail = f"{file.name} was not fetched: {reasons}. {again}{_mend(file)}"
        return Outcome(source_id, file.name, state, detail)

    async def _from_address(self, file: OfficialFile, address: str, part: _Part, meter: _Meter) -> str:
        """Download, check and move into place, with one retry; return the host that sent the file."""
        retried = False
        while True:  # ends: `stale` needs a part left by an earlier run or by the one retry
            try:
                host, resumed = await self._download(file, address, part, meter)
                if (found := _move(part.path, self.folder, file)) is not None:
                    raise _Problem("refused", _mismatch(file, found), "stale" if resumed else "never")
            except _Problem as problem:
                if problem.again != "once":
                    part.discard()
                if problem.again == "never" or (problem.again == "once" and retried):
                    raise
                retried = retried or problem.again == "once"
            else:
                return host

    async def _download(
        self, file: OfficialFile, address: str, part: _Part, meter: _Meter
    ) -> tuple[str, bool]:
        """Complete the part file; return the host and whether an earlier part was resumed."""
        extra = part.range_headers(address, file.bytes)
        async with self._following(file, address, extra) as response:
            offset = _offset(response, file, part.size() if extra else 0)
            part.remember(address, response.headers)
            with part.path.open("ab" if offset else "wb") as out:
                position, head = offset, b""
                # No chunk size: httpx holds back, and loses at a cut, what does not fill a chunk.
                async for chunk in response.aiter_raw():
                    if not offset and len(head) < len(MAGIC):
                        head += chunk
                        _check_start(head, response)
                    position += len(chunk)
                    _check_size(position, file)
                    out.write(chunk)
                    meter.at(position)
            unannounced = response.headers.keys().isdisjoint({"content-length", "transfer-encoding"})
            if position < file.bytes and unannounced:
                raise _Problem("failed", f"the connection broke off at {position:,} bytes", "once")
            return response.url.host, offset > 0

    @asynccontextmanager
    async def _following(
        self, file: OfficialFile, address: str, extra: dict[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """Ask an address and follow its redirects by hand, each only where it may lead."""
        headers = {"User-Agent": f"Rahnuma/{_version()}", "Accept-Encoding": "identity", **extra}
        wait = min(LONGEST_WAIT, self.timeout / 2)
        url = _url(address)
        try:
            for hop in range(MAX_REDIRECTS + 1):
                self._check_address(url, None if hop == 0 else file.hosts)
                async with self.client.stream(
                    "GET", url, headers=headers, timeout=wait, auth=None, follow_redirects=False
                ) as response:
                    if not response.has_redirect_location:
                        yield response
                        return
                    url = _url(response.headers["location"], url)
        except (httpx.TransportError, httpx.InvalidURL, UnicodeError, ssl.SSLError) as error:
            raise _explain(error, url.host, wait) from error
        raise _Problem("refused", f"{url.host} redirected more than {MAX_REDIRECTS} times")

    def _check_address(self, url: httpx.URL, hosts: tuple[str, ...] | None) -> None:
        if not self.allowed(url):
            origin = "the catalogue names" if hosts is None else "a redirect leads to"
            reason = f"{origin} {url.scheme}://{url.host}, which is not https on its own port"
            raise _Problem("refused", reason)
        if hosts is not None and url.host not in hosts:
            raise _Problem("refused", f"a redirect leads to {url.host}, a host the catalogue does not allow")


def _url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = httpx.URL(address) if base is None else base.join(address)
        if not url.host or (url.port or 0) > 65_535:  # httpx reads the host only now and takes any port
            raise ValueError(address)
    except (httpx.InvalidURL, ValueError):
        raise _Problem("refused", MALFORMED) from None
    return url


def _explain(error: Exception, host: str, wait: float) -> _Problem:
    """Put a failure of the network into words; only what may pass by itself is tried again."""
    if isinstance(error, httpx.InvalidURL | UnicodeError) or "location header" in str(error):
        return _Problem("refused", MALFORMED)  # httpx reads the address of a redirect it does not follow
    if isinstance(error, httpx.TimeoutException):
        return _Problem("failed", f"{host} was silent for {wait:g} seconds", "once")
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        hint = "if your network inspects TLS, name its certificates in SSL_CERT_FILE"
        return _Problem("failed", f"the certificate of {host} is not trusted ({hint})")
    if isinstance(error, httpx.ProxyError):
        return _Problem("failed", f"the proxy did not let the request to {host} through")
    if isinstance(error, httpx.ConnectError):
        return _Problem("failed", f"{host} cannot be reached")
    return _Problem("failed", f"the connection to {host} broke off", "once")


def _offset(response: httpx.Response, file: OfficialFile, asked: int) -> int:
    """Check the answer's head; return the byte at which its body begins."""
    status, host = response.status_code, response.url.host
    if asked and status in {206, 416}:
        wanted = rf"bytes {asked}-\d+/({file.bytes}|\*)"
        if status == 206 and re.fullmatch(wanted, response.headers.get("content-range", "")):
            return asked
        raise _Problem("failed", f"{host} could not go on at byte {asked:,}", "stale")
    if status != 200:
        again: Literal["once", "never"] = "once" if status >= 500 else "never"
        raise _Problem("failed", f"{host} answered with status {status} instead of the file", again)
    if response.headers.get("content-encoding", "identity") != "identity":
        raise _Problem("refused", "the publisher sent the file compressed, though asked not to")
    length = response.headers.get("content-length", "")
    _check_size(int(length) if length.isdecimal() else 0, file)
    return 0


def _check_size(size: int, file: OfficialFile) -> None:
    if size > (limit := min(file.bytes + MARGIN, MAX_BYTES)):
        raise _Problem("refused", f"it is too large: over {limit:,} bytes, where {file.bytes:,} are expected")


def _check_start(head: bytes, response: httpx.Response) -> None:
    if MAGIC.startswith(head[: len(MAGIC)]):
        return
    html = head.lstrip()[:1] == b"<" or "html" in response.headers.get("content-type", "")
    what = "a web page instead of the PDF" if html else "something that is not a PDF"
    raise _Problem("refused", f"the publisher sent {what}")


def _move(part: Path, folder: Path, file: OfficialFile) -> str | None:
    """Move a part file into place, safe against a crash; return its SHA-256 if it is the wrong one."""
    flush_one(part)
    if (found := file_sha256(part)) != file.sha256:
        return found
    os.replace(part, folder / file.name)
    flush_one(folder)
    return None


def _take_one(
    source_id: str, file: OfficialFile, files: list[Path], target: Path, progress: Progress
) -> Outcome:
    """Copy one file aside and move it into place; the file of its name first, others by SHA-256."""
    named = [path for path in files if path.name == file.name]
    others = [path for path in files if path.suffix.lower() == ".pdf" and path not in named]
    aside = target / f".{file.name}.copy"
    meter = _Meter(progress, f"Copying {file.name}", file.bytes)
    try:
        for path in (*named, *others):
            if path.stat().st_size == file.bytes and file_sha256(path) == file.sha256:
                shutil.copyfile(path, aside)
                if _move(aside, target, file) is None:
                    meter.at(file.bytes)
                    return Outcome(source_id, file.name, "copied", f"{file.name} was copied from {path}.")
        if named:
            detail = f"{named[0]} was refused: {_fault(named[0], file)}. {_mend(file)}"
            return Outcome(source_id, file.name, "refused", detail)
    except OSError as error:
        detail = f"{file.name} was not copied: {path} or the data folder gives an error ({error.strerror})."
        return Outcome(source_id, file.name, "failed", detail)
    finally:
        aside.unlink(missing_ok=True)
    detail = f"The folder holds no {file.name}, under this or another name. {_mend(file)}"
    return Outcome(source_id, file.name, "missing", detail)


def _fault(path: Path, file: OfficialFile) -> str:
    """Say what is wrong with a file whose SHA-256 is not the catalogue's."""
    size = path.stat().st_size
    with path.open("rb") as content:
        if content.read(len(MAGIC)) != MAGIC:
            return "it is not a PDF, whatever its name says"
    mismatch = _mismatch(file, file_sha256(path))
    if _is_encrypted(path):
        return f"it is encrypted, which the publisher's file is not; {mismatch}"
    if size < file.bytes:
        return f"it is cut short, {size:,} of {file.bytes:,} bytes; {mismatch}"
    return f"it is another file or edition; {mismatch}"


def _is_encrypted(path: Path) -> bool:
    try:
        pdfium.PdfDocument(path).close()
    except pdfium.PdfiumError as error:
        return "password" in str(error).lower()
    return False


def _mismatch(file: OfficialFile, found: str) -> str:
    return f"SHA-256 {file.sha256[:12]}… is expected, {found[:12]}… was found"


def _mend(file: OfficialFile) -> str:
    where = f"download {file.addresses[0]}" if file.addresses else f"get {file.name} from its publisher"
    return f"To bring it by hand, {where} in a browser and run `rahnuma fetch --from` with its folder."


def _version() -> str:
    try:
        return version("rahnuma")
    except PackageNotFoundError:  # run from a checkout
        return "dev"
