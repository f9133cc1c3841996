import threading

from configurator.worker.precedence import Precedence


class Making:
    """Threads that make items and rows, each until it is told to end."""

    def __init__(self, children):
        self.precedence, self.ends, self.begun = Precedence(children), {}, []

    def start(self, name, turn):
        entered, self.ends[name] = threading.Event(), threading.Event()

        def make():
            with turn():
                self.begun.append(name)
                entered.set()
                self.ends[name].wait()

        threading.Thread(target=make, daemon=True).start()
        return entered

    def item(self, name):
        return self.start(name, self.precedence.item)

    def row(self, name):
        return self.start(name, self.precedence.row)


def has_begun(entered):
    return entered.wait(0.2)


def test_rows_begin_as_far_as_there_are_children():
    making = Making(children=2)
    rows = [making.row(name) for name in ("one", "two", "three")]
    assert sorted(map(has_begun, rows)) == [False, True, True]
    making.ends[making.begun[0]].set()
    assert all(each.wait(10) for each in rows)


def test_an_item_begins_at_once_and_rows_wait_for_it():
    making = Making(children=1)
    assert making.row("first").wait(10)
    second, item = making.row("second"), making.item("item")
    assert item.wait(10)
    making.ends["first"].set()
    assert not has_begun(second)
    making.ends["item"].set()
    assert second.wait(10)
