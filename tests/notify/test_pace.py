"""So many messages in a time, however many send: `plainstatus.notify.pace`."""

from concurrent.futures import ThreadPoolExecutor

from plainstatus.notify.pace import Pace


def test_messages_leave_one_after_another() -> None:
    now, slept = [10.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(4, lambda: now[0], sleep)
    for _ in range(3):
        pace.wait()
    now[0] += 5
    pace.wait()
    pace.wait()

    # Time in which nothing was sent is not made up for.
    assert slept == [0.25, 0.25, 0.25]


def test_those_who_send_at_once_share_the_pace() -> None:
    waited: list[float] = []
    pace = Pace(10, lambda: 0.0, waited.append)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: pace.wait(), range(20)))

    assert [round(each, 6) for each in sorted(waited)] == [number / 10 for number in range(1, 20)]


def test_without_a_rate_nobody_waits() -> None:
    waited: list[float] = []

    Pace(None, lambda: 0.0, waited.append).wait()

    assert waited == []
