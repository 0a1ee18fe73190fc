"""A scripted model server on loopback that speaks the OpenAI protocol, well or badly."""

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ENTRY = re.compile(r"^\[([b-z2-9]{4})\] ([^\n]*)\n([^\n]*)", re.MULTILINE)


class Call:
    """One request, and the ways to answer it."""

    def __init__(self, handler, body):
        self._handler = handler
        self.body = body
        self.prompt = "\n".join(message["content"] for message in body["messages"])
        self.structured = "response_format" in body
        self.repair = "not accepted" in self.prompt
        self.entries = ENTRY.findall(self.prompt)

    def entry(self, wanted):
        """(identifier, wording) of the provision whose wording contains `wanted`."""
        return next((name, text) for name, _, text in self.entries if wanted in text)

    def open(self):
        self._handler.send_response(200)
        self._handler.send_header("content-type", "text/event-stream")
        self._handler.end_headers()

    def piece(self, text, finish=None):
        row = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [row]}
        self._handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self._handler.wfile.flush()

    def say(self, text):
        """Stream a whole answer in pieces."""
        self.open()
        for start in range(0, len(text), 40):
            self.piece(text[start : start + 40])
        self.piece("", "stop")
        self._handler.wfile.write(b"data: [DONE]\n\n")

    def refuse(self, status):
        self._handler.send_response(status)
        self._handler.send_header("content-type", "application/json")
        self._handler.end_headers()
        self._handler.wfile.write(b'{"error": {"message": "no"}}')

    def cut(self):
        """Drop the connection without an end."""
        self._handler.connection.close()


@contextmanager
def scripted(play):
    """Serve `play(call)`; yields (address, list of calls)."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            call = Call(self, json.loads(self.rfile.read(int(self.headers["content-length"]))))
            calls.append(call)
            try:
                play(call)
            except OSError:
                call.dropped.set()

        def log_message(self, *args):
            pass

    Call.dropped = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", calls
    finally:
        server.shutdown()
        server.server_close()
