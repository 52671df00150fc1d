"""What only a process of its own can show: signals, forks, the end of the interpreter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from support import KEY, ME, Server

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and forks of POSIX")


def start(server: Server, program: str) -> subprocess.Popen[str]:
    # What runs in the background of a script is started with SIGINT ignored, and Python then leaves it so.
    heed_ctrl_c = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    names = f"from peeker_partner import *\nurl, key = {server.url!r}, {KEY!r}\n"
    text = heed_ctrl_c + names + textwrap.dedent(program)
    command = [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-c", text]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    # The server holds its answers until the test is over: who waits for one never ends.
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize("client", ["Client(key, base_url=url).me()", "asyncio.run(main())"])
def test_ctrl_c_ends_a_slow_request_at_once(server: Server, client: str) -> None:
    server.answer = server.hold
    program = f"""
        import asyncio
        async def main():
            async with AsyncClient(key, base_url=url) as client:
                await client.me()
        {client}
    """
    process = start(server, program)
    assert server.arrived.acquire(timeout=60)
    process.send_signal(signal.SIGINT)
    code, _, err = end(process)
    assert code in (-signal.SIGINT, 130), err
    assert "KeyboardInterrupt" in err


def test_ctrl_c_ends_a_wait_at_once(server: Server) -> None:
    server.answer = lambda seen: (429, {"Retry-After": "60"}, {"error": {"code": "rate_limited"}})
    process = start(server, "Client(key, base_url=url).me()")
    assert server.arrived.acquire(timeout=60)
    process.send_signal(signal.SIGINT)
    code, _, err = end(process)
    assert code in (-signal.SIGINT, 130), err


def test_threads_of_the_pool_do_not_keep_a_process_alive(server: Server) -> None:
    server.answer = server.hold
    program = """
        import asyncio, threading
        threading.Thread(target=Client(key, base_url=url).me, daemon=True).start()
        async def main():
            for _ in range(2):
                asyncio.create_task(AsyncClient(key, base_url=url).me())
            await asyncio.sleep(0.1)
        asyncio.run(main())
        print("done")
    """
    process = start(server, program)
    assert end(process) == (0, "done\n", "")


def test_a_forked_child_makes_calls_of_its_own(server: Server) -> None:
    server.answer = lambda seen: (200, {}, {"data": ME})
    program = """
        import os
        client = Client(key, base_url=url)
        client.me()
        child = os.fork()
        print(client.me().partner.name, flush=True)
        if child:
            raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    assert end(start(server, program)) == (0, "Acme\nAcme\n", "")
