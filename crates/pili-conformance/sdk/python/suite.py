"""What every suite shares: checks with a name, and a last line that counts them."""

import sys
import time
import traceback

_passed, _failed = [], []


def check(name, run):
    """Runs a check at once and gives its result; it fails by raising."""
    try:
        result = run()
    except Exception as error:  # noqa: BLE001, a check may fail in any way
        traceback.print_exc(limit=-3, file=sys.stdout)
        _failed.append(name)
        print(f"FAILED  {name}: {error!r}", flush=True)
        return None
    _passed.append(name)
    print(f"ok      {name}", flush=True)
    return result


def sentence(run):
    """Runs a check whose name is a sentence."""
    return check(run.__name__.replace("_", " "), run)


def refused(error, call, *args, **kwargs):
    """Calls what is to be refused with this error, and gives its text."""
    try:
        call(*args, **kwargs)
    except error as raised:
        return str(raised)
    raise AssertionError(f"{call.__name__} was not refused")


def equal(given, wanted):
    """Refuses two values that differ."""
    assert given == wanted, f"{given!r} is not {wanted!r}"


def eventually(ask, is_good, seconds=15):
    """Asks again until the answer is good; an encoder needs a moment to reach its rate."""
    until = time.monotonic() + seconds
    while True:
        answer = ask()
        if is_good(answer):
            return answer
        assert time.monotonic() < until, f"no good answer within {seconds} s; the last was {answer!r}"
        time.sleep(0.2)


def end():
    """Prints the count and ends the process: 0 when all held."""
    print(f"{len(_passed)} passed, {len(_failed)} failed")
    sys.exit(1 if _failed or not _passed else 0)
