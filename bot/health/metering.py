"""What Prometheus collects of a bot (https://prometheus.io/docs/practices/naming/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.clock import Clock
from bot.departure import Departure
from bot.messengers import HasToWait, NotSent
from storage.backlog import Backlog

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metering:
    """One bot's figures, by messenger and kind of letter. No label names a person, a team or a chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.last_beat = clock()
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._heard = Histogram(
            "accalmie_event_seconds",
            "From hearing something that somebody did to its commit",
            ["messenger"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._sent = Counter(
            "accalmie_letters_total",
            "Letters that were handed to a messenger, by what came of it",
            ["messenger", "kind", "outcome"],
            registry=registry,
        )
        self._beat = Histogram("accalmie_beat_seconds", "Letting time pass", registry=registry, buckets=_SECONDS)
        passed = Gauge("accalmie_last_beat_timestamp_seconds", "When time passed last", registry=registry)
        passed.set_function(lambda: self.last_beat.timestamp())
        self._waiting = Gauge("accalmie_letters_due", "Letters that could leave now", registry=registry)
        self._oldest = Gauge(
            "accalmie_oldest_due_letter_seconds", "Since when the first of them could", registry=registry
        )
        self._open = Gauge("accalmie_messenger_open", "Whether a messenger is open", ["messenger"], registry=registry)

    @contextmanager
    def heard(self, messenger: str) -> Iterator[None]:
        with self._heard.labels(messenger).time():
            yield

    @contextmanager
    def sends(self, departure: Departure) -> Iterator[None]:
        outcome = "fault"
        try:
            yield
            outcome = "sent"
        except HasToWait:
            outcome = "later"
            raise
        except NotSent:
            outcome = "refused"
            raise
        finally:
            self._sent.labels(departure.messenger, departure.kind.value, outcome).inc()

    @contextmanager
    def beats(self) -> Iterator[None]:
        with self._beat.time():
            yield
        self.last_beat = self._clock()

    def page(self, waiting: Backlog, messengers: Mapping[str, bool]) -> bytes:
        """All figures, as Prometheus reads them."""
        self._waiting.set(waiting.letters)
        self._oldest.set(waiting.oldest.total_seconds())
        for name, is_open in messengers.items():
            self._open.labels(name).set(is_open)
        return generate_latest(self._registry)
