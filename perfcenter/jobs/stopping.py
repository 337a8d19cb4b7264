"""That this process is to end: a worker's job hears of it and goes back into the queue."""

from threading import Event

stop_asked = Event()
