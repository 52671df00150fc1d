"""What only a process of its own can show: signals, forks, the end of the interpreter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from support import KEY, ME, ORDER, Server

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


@pytest.mark.parametrize("client", ["Client(key, base_url=url).orders.wait('ord_1')", "asyncio.run(main())"])
def test_ctrl_c_ends_a_wait_for_an_order_at_once(server: Server, client: str) -> None:
    server.answer = lambda seen: (200, {}, {"data": ORDER})
    program = f"""
        import asyncio
        async def main():
            async with AsyncClient(key, base_url=url) as client:
                await client.orders.wait("ord_1", poll=3600)
        {client}
    """
    process = start(server, program)
    assert server.arrived.acquire(timeout=60)
    process.send_signal(signal.SIGINT)
    code, _, err = end(process)
    assert code in (-signal.SIGINT, 130), err
    assert "KeyboardInterrupt" in err
    assert len(server.requests) == 1


def test_ctrl_c_in_a_write_says_that_it_may_have_been_done(server: Server) -> None:
    server.answer = server.hold
    program = """
        import logging
        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(message)s")
        Client(key, base_url=url).orders.cancel("ord_1")
    """
    process = start(server, program)
    assert server.arrived.acquire(timeout=60)
    process.send_signal(signal.SIGINT)
    code, _, err = end(process)
    assert code in (-signal.SIGINT, 130), err
    assert "DEBUG orders.cancel POST /orders/ord_1/cancel: attempt 1 interrupted (no answer" in err
    assert "WARNING orders.cancel was given up; it may or may not have been done" in err


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


def test_a_fork_in_the_middle_of_calls_harms_neither_process(server: Server) -> None:
    server.answer = lambda seen: (200, {}, {"data": ME})
    program = """
        import os, threading
        client = Client(key, base_url=url)
        busy = [threading.Thread(target=lambda: [client.me() for _ in range(20)]) for _ in range(8)]
        [thread.start() for thread in busy]
        children = []
        for _ in range(4):
            child = os.fork()
            if not child:
                code = 0 if all(client.me().partner.name == "Acme" for _ in range(5)) else 1
                os._exit(code)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        [thread.join() for thread in busy]
        print(codes, client.me().partner.name)
    """
    assert end(start(server, program)) == (0, "[0, 0, 0, 0] Acme\n", "")


def test_a_child_of_multiprocessing_makes_calls_of_its_own(server: Server) -> None:
    server.answer = lambda seen: (200, {}, {"data": ME})
    program = """
        import multiprocessing
        client = Client(key, base_url=url)
        client.me()
        def work(_):
            return client.me()  # Models cross between processes as pickles.
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print({me.partner.name for me in pool.map(work, range(4))})
    """
    assert end(start(server, program)) == (0, "{'Acme'}\n", "")


def test_an_interpreter_ends_while_async_calls_are_under_way(server: Server) -> None:
    server.answer = server.hold
    program = """
        import asyncio, threading
        loop = asyncio.new_event_loop()
        async def main():
            client = AsyncClient(key, base_url=url)
            loop.tasks = [loop.create_task(client.me()) for _ in range(4)]
            await asyncio.sleep(0.1)
        threading.Thread(target=lambda: loop.run_until_complete(main()), daemon=True).start()
        import time
        time.sleep(0.2)
        print("done")
    """
    code, out, err = end(start(server, program))
    assert (code, out) == (0, "done\n"), err
    assert "Fatal" not in err


def test_importing_the_package_imports_no_asyncio_and_no_http(server: Server) -> None:
    program = """
        import sys
        heavy = {"asyncio", "ssl", "http.client", "urllib.request", "multiprocessing"} & set(sys.modules)
        print(sorted(heavy))
    """
    assert end(start(server, program)) == (0, "[]\n", "")
