"""Writers of SQLite take turns: nobody who hurries back overtakes somebody who waits."""

import threading
import time

from bot.store.turns import Turns


def test_one_at_a_time() -> None:
    turns = Turns()
    inside: list[int] = []
    most = []

    def work() -> None:
        for _ in range(50):
            with turns:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 400


def test_who_waits_is_next_however_quickly_another_comes_back() -> None:
    turns = Turns()
    order: list[str] = []

    def wait() -> None:
        with turns:
            order.append("who waited")

    for _ in range(10):
        waiting = threading.Thread(target=wait)
        with turns:
            waiting.start()
            while not turns._waiting:
                time.sleep(0.001)
        with turns:
            order.append("who came back")
        waiting.join()
    assert order == ["who waited", "who came back"] * 10


def test_an_error_inside_does_not_keep_the_turn() -> None:
    turns = Turns()
    try:
        with turns:
            raise ValueError
    except ValueError:
        pass
    with turns:
        assert True
