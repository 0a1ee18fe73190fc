"""The Model Context Protocol over standard input and output, for a program that starts the assistant itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.holder import Holder
from assistant.mcp_server.desk import Desk
from assistant.mcp_server.tools import make_server
from assistant.settings import Settings


def run(settings: Settings) -> None:
    """Serve until the input ends. The first call waits for the index, which is opened meanwhile."""
    holder = Holder(settings)
    with ThreadPoolExecutor(1, "open") as pool:
        opened = pool.submit(holder.open)

        def ready() -> Holder:
            opened.result()
            return holder

        try:
            make_server(Desk(ready)).run("stdio")
        finally:
            opened.result()
            holder.close()
