"""A real Chroma server on loopback, and a gate with TLS and a token before it."""

import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from benchmarks.loopback import free_port


class ChromaProcess:
    """`chroma run`, the Rust server that comes with the chromadb wheel, over a folder that outlives it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> "ChromaProcess":
        if self._process is not None:
            return self
        command = Path(sys.executable).with_name("chroma")
        arguments = ["run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen([command, *arguments], stdout=log, stderr=log)
        until = time.monotonic() + 120
        with httpx.Client(verify=False) as client:  # noqa: S501  (plain http: spares the loading of certificates)
            while time.monotonic() < until:
                try:
                    client.get(f"{self.url}/api/v2/heartbeat").raise_for_status()
                except httpx.HTTPError:
                    time.sleep(0.05)
                else:
                    return self
        raise TimeoutError((self.folder / "log").read_text())

    def kill(self) -> None:
        """As when the plug is pulled."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key, made by openssl."""
    folder.mkdir(parents=True, exist_ok=True)
    pem, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1".split()
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(pem)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return pem, key


class TokenGate:
    """What a careful operator puts before a Chroma server: TLS, and a token that every request must carry."""

    def __init__(self, upstream: str, token: str, folder: Path) -> None:
        self.certificate, key = certificate(folder)
        self.refused = 0
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.headers.get("authorization") != f"Bearer {token}":
                    gate.refused += 1
                    self._reply(401, b"who are you?")
                    return
                kept = {"content-type": self.headers.get("content-type", "application/json")}
                answer = httpx.request(
                    self.command, upstream + self.path, content=body, headers=kept, timeout=30
                )
                self._reply(answer.status_code, answer.content)

            do_GET = do_POST = do_PUT = do_DELETE = _pass_on

            def _reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
