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


def test_who_waits_is_next_however_busy_another_is() -> None:
    turns = Turns()
    finished = threading.Event()
    taken = 0

    def hurry() -> None:
        nonlocal taken
        while not finished.is_set():
            with turns:
                taken += 1
                time.sleep(0.001)

    busy = threading.Thread(target=hurry)
    busy.start()
    overtaken = []
    for _ in range(20):
        before = taken
        with turns:
            overtaken.append(taken - before)
    finished.set()
    busy.join()
    assert max(overtaken) <= 3


def test_an_error_inside_does_not_keep_the_turn() -> None:
    turns = Turns()
    try:
        with turns:
            raise ValueError
    except ValueError:
        pass
    with turns:
        assert True
