"""When the garbage collector works: not while somebody waits for a key.

A full collection takes 90 ms once a long interview or a ladder of two thousand codes is open, and
what is painted is kept for a while and then dropped, so that at the usual thresholds one of 10 ms
would come every dozen keys. While something so large is open, what is loaded is left alone, and the
rest is looked through when the coder pauses.
"""

from __future__ import annotations

import gc

USUAL = gc.get_threshold()
SELDOM = (5_000, 25, 1_000)

_open = 0
"""How many such things are open: from one interview to the next there are two for a moment."""


def opening() -> None:
    """Something is being read and laid out; nothing is collected until it has been painted."""
    global _open
    _open += 1
    gc.freeze()
    gc.disable()


def opened() -> None:
    """It has been painted, or something more was loaded: leave alone all there is."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


def pausing() -> None:
    """Nobody has pressed a key for a while."""
    gc.collect(1)


def closed() -> None:
    """Something was closed, maybe before it was painted; after the last one all is as usual."""
    global _open
    _open -= 1
    gc.enable()
    if not _open:
        gc.unfreeze()
        gc.set_threshold(*USUAL)
