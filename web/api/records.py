"""Jobs, their routes and their events in the shapes of answers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from configurator.domain.production.states import JobState
from web.api.schemas import Shape, StatusNames

State = Annotated[JobState, StatusNames()]


class Coordinates(Shape):
    """In degrees, north and east positive."""

    latitude: float
    longitude: float


class JobShown(Shape):
    """One part's making at one factory, or the wait for one; `flag` says what a person must look at."""

    id: str
    ticket: Annotated[str, Field(description="What a factory answers with: the job and the number of its lease.")]
    order: str
    item: str
    state: State
    epoch: Annotated[int, Field(description="Rises with every lease; 0 while no factory ever had it.")]
    factory: str
    machine: str
    operator: str
    flag: str
    reason: str
    remake_of: str


class Candidate(Shape):
    """A factory that was thought of, and why it was taken or not."""

    factory: str
    machine: str
    distance_km: float | None
    reasons: list[str]


class Promised(Shape):
    """When a factory was to send a part, and when that was to arrive: ISO 8601, in UTC."""

    ships_at: str
    arrives_at: str


class Route(Shape):
    """Where a lease went, and where not."""

    epoch: int
    chosen: Candidate | None
    rejected: Annotated[list[Candidate], Field(description="The nearest ten at most.")]
    others: Annotated[dict[str, int], Field(description="How many more, by the first reason against each.")]
    promise: Annotated[Promised | None, Field(description="Null where it could not tell a day.")]


class Event(Shape):
    """One entry of the record, which is never changed."""

    number: int
    at: Annotated[str, Field(description="ISO 8601, in UTC.")]
    actor: str
    kind: str
    order_id: str
    item_id: str
    job_id: str
    factory: str
    data: dict[str, Any]
    role: Annotated[str, Field(description="As what the actor did it; empty where nobody has said it.")]
    organisation: Annotated[str, Field(description="For whom the actor did it; empty for nobody.")]


class RoutedJob(JobShown):
    """A job with the route of every lease, and by what the part was sent."""

    carrier: Annotated[str, Field(description="Empty where the factory has not stated it, or it was erased.")]
    tracking_number: Annotated[str, Field(description="By which the carrier finds the parcel; empty as above.")]
    routes: list[Route]


class JobDetails(RoutedJob):
    """A job with its routes and its part of the record."""

    events: list[Event]
