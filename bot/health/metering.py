"""What Prometheus collects of a bot (https://prometheus.io/docs/practices/naming/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.clock import Clock
from bot.departure import Departure
from bot.messengers import HasToWait, NotSent
from bot.troubles import CLOCK, DATABASE, DISK
from bot.version import version
from domain.letter import Kind
from storage.backlog import Backlog
from storage.schema import newest

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
disable_created_metrics()  # type: ignore[no-untyped-call]  # when each was made is no figure that anybody asks for
_LONG = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_WAITING = ("due", "later", "held")


class Metering:
    """One bot's figures. No label names a person, a team or a chat; nor a command, for in a small group the moment of a
    report would tell on somebody. docs/monitoring.md lists them all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.last_beat = clock()
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._what_is_heard(registry)
        self._what_leaves(registry)
        self._what_works(registry)

    def _what_is_heard(self, registry: CollectorRegistry) -> None:
        self._events = Counter(
            "accalmie_events_total",
            "What people did that is for the bot, by what came of it",
            ["messenger", "action", "outcome"],
            registry=registry,
        )
        self._heard = Histogram(
            "accalmie_event_seconds",
            "From hearing something that somebody did to its commit",
            ["messenger"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._answers = Counter(
            "accalmie_messenger_answers_total",
            "What a messenger's server answered: its HTTP status, or none",
            ["messenger", "status"],
            registry=registry,
        )
        self._open = Gauge("accalmie_messenger_open", "Whether a messenger is open", ["messenger"], registry=registry)

    def _what_leaves(self, registry: CollectorRegistry) -> None:
        self._sent = Counter(
            "accalmie_letters_total",
            "Letters that were handed to a messenger, by what came of it",
            ["messenger", "kind", "outcome"],
            registry=registry,
        )
        self._took = Histogram(
            "accalmie_letter_seconds",
            "From the moment when a letter may leave until its messenger took it",
            ["messenger"],
            registry=registry,
            buckets=_LONG,
        )
        self._waiting = Gauge("accalmie_letters_waiting", "Letters by when they leave", ["when"], registry=registry)
        self._kinds = Gauge("accalmie_letters_under_way", "Letters that did not leave yet", ["kind"], registry=registry)
        self._oldest = Gauge(
            "accalmie_oldest_due_letter_seconds", "For how long the first of them could leave", registry=registry
        )

    def _what_works(self, registry: CollectorRegistry) -> None:
        self._beat = Histogram("accalmie_beat_seconds", "Letting time pass", registry=registry, buckets=_SECONDS)
        passed = Gauge("accalmie_last_beat_timestamp_seconds", "When time passed last", registry=registry)
        passed.set_function(lambda: self.last_beat.timestamp())
        self._commits = Histogram(
            "accalmie_commit_seconds", "One transaction, with its commit", registry=registry, buckets=_SECONDS
        )
        self._failures = Counter("accalmie_database_errors_total", "Transactions that failed", registry=registry)
        self._warnings = Gauge("accalmie_warning", "Whether something is wrong", ["kind"], registry=registry)
        about = Gauge("accalmie_build_info", "Which release runs; always 1", ["version", "schema"], registry=registry)
        about.labels(version(), newest()).set(1)

    @contextmanager
    def heard(self, messenger: str, action: str) -> Iterator[None]:
        outcome = "fault"
        try:
            with self._heard.labels(messenger).time():
                yield
            outcome = "handled"
        finally:
            self._events.labels(messenger, action, outcome).inc()

    def unheard(self, messenger: str, action: str) -> None:
        self._events.labels(messenger, action, "too much").inc()

    def answered(self, messenger: str, status: int) -> None:
        self._answers.labels(messenger, str(status) if status else "none").inc()

    @contextmanager
    def commits(self) -> Iterator[None]:
        try:
            with self._commits.time():
                yield
        except BaseException:
            self._failures.inc()
            raise

    @contextmanager
    def sends(self, departure: Departure) -> Iterator[None]:
        outcome = "fault"
        try:
            yield
            outcome = "sent"
            took = (self._clock() - departure.at).total_seconds()
            self._took.labels(departure.messenger).observe(max(took, 0.0))
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

    def page(self, waiting: Backlog | None, messengers: Mapping[str, bool], troubles: Mapping[str, str]) -> bytes:
        """All figures, as Prometheus reads them. `waiting`: None where the database does not tell."""
        for gauge in (self._waiting, self._kinds, self._warnings):
            gauge.clear()
        if waiting is not None:
            for when, many in zip(_WAITING, (waiting.due, waiting.later, waiting.held), strict=True):
                self._waiting.labels(when).set(many)
            for kind in Kind:
                self._kinds.labels(kind.value).set(waiting.by_kind.get(kind.value, 0))
        self._oldest.set(waiting.oldest.total_seconds() if waiting is not None else float("nan"))
        for wrong in (DISK, CLOCK, DATABASE, *messengers):
            self._warnings.labels(wrong).set(wrong in troubles)
        for name, is_open in messengers.items():
            self._open.labels(name).set(is_open)
        return generate_latest(self._registry)
