import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from configurator.domain.offers.offers import find_offer
from configurator.domain.places import Place
from configurator.domain.production.capacity import QueuedJob
from configurator.domain.production.factory_files import read_factory
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.parcel_dates import ParcelDates, parcel_dates
from configurator.domain.production.promises import Promise
from configurator.domain.production.quotes import QuoteRequest, quote_from_dict, quote_job
from configurator.domain.production.sliced_hours import SlicedHours
from configurator.domain.production.slicer_profiles import SlicerProfile

SAMPLES = Path(__file__).parents[3] / "docs" / "samples" / "factories"
FACTORIES = {path.stem: read_factory(json.loads(path.read_text("utf-8"))) for path in SAMPLES.glob("*.json")}
# A Monday, 08:00 in Berlin.
NOW = datetime.fromisoformat("2026-11-30T07:00:00+00:00")
ORTHOSIS = Piece(92_000, (240.0, 90.0, 60.0))
PETG = find_offer("fdm-petg")
POTSDAM = Place(52.4, 13.1)


def quote(factory="berlin", queue=(), offer=PETG, piece=ORTHOSIS, place=POTSDAM, now=NOW, **asked):
    shop = FACTORIES[factory] if isinstance(factory, str) else factory
    return quote_job(shop, queue, QuoteRequest(offer, piece, "made", place, **asked), now)


def waiting(count, **facts):
    return [QueuedJob(f"job {number}", "filament-1", PETG, ORTHOSIS, **facts) for number in range(count)]


def test_a_quote_says_when_and_how_much():
    # 7.67 h on the machine and a tenth: set up by 08:15, made by 16:41, ready at 16:56; the parcel leaves at 17:00.
    told = quote()
    assert (told.machine, told.grams, told.machine_h) == ("filament-1", "116.84", 7.67)
    assert told.ships_at == "2026-11-30T16:00:00.000Z" and told.arrives_at == "2026-12-01T16:00:00.000Z"
    assert told.promise == Promise(told.ships_at, told.arrives_at, told.total, "EUR")
    assert told.total == sum((each.price for each in told.lines), Decimal(0)) and told.tax.startswith("without VAT")


def test_the_same_part_at_two_factories_differs():
    near, far = quote("berlin"), quote("gdansk")
    assert far.total < near.total and far.arrives_at > near.arrives_at
    assert quote("lyon") is None


def test_where_it_is_always_open_the_parcel_leaves_when_it_is_ready():
    assert quote(replace(FACTORIES["berlin"], hours="")).ships_at == "2026-11-30T15:56:00.000Z"
    assert quote(replace(FACTORIES["berlin"], hours="24/7")).ships_at == "2026-11-30T15:56:00.000Z"


def test_a_date_is_promised_with_the_factorys_margin_and_the_price_without():
    sure, proud = (replace(FACTORIES["berlin"], hours="", margin_percent=each) for each in (50, 0))
    assert quote(proud).ships_at == "2026-11-30T15:10:00.000Z"
    assert quote(sure).ships_at == "2026-11-30T19:00:00.000Z"
    # The jobs before it may take longer too: after 11.75 h of set-up and machine, 11.75 h and 0.25 h.
    assert quote(replace(sure, machines=one_slot(sure)), waiting(1)).ships_at == "2026-12-01T06:45:00.000Z"
    assert quote(sure).lines == quote(proud).lines and quote(sure).machine_h == 7.67


def one_slot(shop):
    return tuple(replace(each, slots=1) for each in shop.machines)


def test_a_busy_factory_promises_later_and_asks_the_same():
    free, busy = quote(), quote(queue=waiting(3))
    assert busy.ships_at > free.ships_at and busy.total == free.total
    assert quote(queue=waiting(2)).ships_at == free.ships_at
    running = waiting(3, running=NOW - timedelta(hours=7))
    assert free.ships_at < quote(queue=running).ships_at <= busy.ships_at


def test_a_rush_is_placed_before_those_that_wait_and_costs_more():
    usual, rush = quote(queue=waiting(9)), quote(queue=waiting(9), is_rush=True)
    assert rush.ships_at == quote().ships_at < usual.ships_at
    assert rush.total - usual.total == next(each.price for each in rush.lines if each.name == "rush") > 0


def test_a_rush_that_waits_goes_before_those_that_came_earlier_where_one_is_taken():
    queue = waiting(9)
    rushes = [*queue[:3], *(replace(each, is_rush=True) for each in queue[3:])]
    assert quote(queue=rushes, is_rush=True).ships_at > quote(queue=queue, is_rush=True).ships_at
    shop = FACTORIES["berlin"]
    slow = replace(shop, rate_card=replace(shop.rate_card, rush_percent=None))
    told = quote(slow, queue, is_rush=True)
    assert told.ships_at == quote(slow, queue).ships_at
    assert told.price_reasons == ("it takes no rush by its rate card",)


def test_a_parcel_leaves_with_the_last_of_its_parts_each_behind_those_before_it():
    shop = replace(FACTORIES["berlin"], machines=one_slot(FACTORIES["berlin"]))
    part = QuoteRequest(PETG, ORTHOSIS, "estimate", POTSDAM)
    alone, both = (parcel_dates(shop, (), [part] * count, NOW) for count in (1, 2))
    assert alone.ships_at == quote(shop).ships_at and alone.arrives_at == quote(shop).arrives_at
    assert both.ships_at == quote(shop, waiting(1)).ships_at > alone.ships_at
    unknown = parcel_dates(shop, (), [part, None], NOW)
    assert unknown == ParcelDates(reasons=("how large its parts are is not known before they are drawn or made",))


def test_behind_a_job_of_unknown_length_no_day_is_promised():
    told = quote(queue=[replace(waiting(1)[0], piece=None)])
    assert (told.ships_at, told.promise) == ("", None)
    assert told.date_reasons == ("how long 1 of the jobs before it takes is not known",)
    assert told.total is not None


def test_a_machine_without_hours_is_on_request_in_both():
    told = quote("birmingham", offer=find_offer("mill-aluminium"))
    assert told.total is told.promise is told.machine_h is None
    assert told.date_reasons == told.price_reasons == ("mill states no rate, no set-up time, no post-processing time",)


def test_a_factory_of_before_is_on_request():
    told = quote("lyon", offer=find_offer("mjf-pa12"))
    assert told.price_reasons == ("it has no rate card",) and told.currency == told.rate_card == ""
    assert told.date_reasons == ("jet-dur states no rate, no set-up time, no post-processing time",)


def test_without_a_card_there_is_a_day_to_ship_and_none_to_arrive():
    told = quote(replace(FACTORIES["berlin"], rate_card=None))
    assert told.ships_at and not told.arrives_at and told.promise is None
    assert told.date_reasons == ("how long a parcel takes is not stated",)


def test_until_somebody_says_where_to_the_parcel_is_open():
    told = quote(place=None)
    assert (
        told.lacks_shipping and told.ships_at and not told.arrives_at and told.total == quote().total - Decimal("6.9")
    )
    collected = quote(pick_up="berlin")
    assert not collected.lacks_shipping and collected.arrives_at == collected.ships_at == "2026-11-30T15:56:00.000Z"


def test_a_quote_holds_as_long_as_its_card_says():
    told = quote()
    assert told.expires_at == "2026-12-14T07:00:00.000Z"
    assert not told.has_expired("2026-12-14T07:00:00.000Z") and told.has_expired("2026-12-14T07:00:00.001Z")


def test_a_quote_that_is_kept_is_not_changed_by_another_card():
    kept = json.loads(json.dumps(quote().as_dict()))
    shop = FACTORIES["berlin"]
    dearer = quote(replace(shop, rate_card=replace(shop.rate_card, labour_hour=Decimal(60))))
    assert quote_from_dict(kept) == quote() and kept["total"] == str(quote().total)
    assert dearer.total > quote().total and dearer.rate_card != kept["rate_card"]


MK3 = SlicerProfile("mk3.ini", "a" * 64)


def sliced_for(shop, **times):
    machines = [replace(each, slicer_profile=MK3 if each.process == "fdm" else None) for each in shop.machines]
    return replace(shop, machines=tuple(replace(each, times=replace(each.times, **times)) for each in machines))


def test_what_is_made_takes_the_hours_that_its_slicer_told():
    always = replace(FACTORIES["berlin"], hours="")
    shop, pair = sliced_for(always), replace(ORTHOSIS, quantity=2)
    told = {MK3.sha256: SlicedHours(5.0), "b" * 64: SlicedHours(9.0)}
    sliced, usual = quote(shop, piece=replace(pair, sliced=told)), quote(always, piece=pair)
    assert (sliced.machine_h, sliced.hours_by) == (10, "hours by PrusaSlicer with mk3.ini")
    assert (usual.machine_h, usual.hours_by) == (15.33, "volume over rate")
    assert next(each.words for each in sliced.lines if each.name == "machine") == "10 h of filament-1 at 3.5"
    assert sliced.ships_at < usual.ships_at
    # Those before it take as long as they were told to as well.
    behind = QueuedJob("job", "filament-1", PETG, replace(ORTHOSIS, sliced={MK3.sha256: SlicedHours(90.0)}))
    assert quote(replace(shop, machines=one_slot(shop)), [behind]).ships_at > "2026-12-04"


def test_without_hours_of_the_slicer_the_rate_holds_and_the_quote_says_why():
    shop = sliced_for(FACTORIES["berlin"])
    failed = replace(ORTHOSIS, sliced={MK3.sha256: SlicedHours(None, "PrusaSlicer is not installed")})
    told = quote(shop, piece=failed)
    assert (told.machine_h, told.hours_by) == (7.67, "volume over rate, as PrusaSlicer is not installed")
    assert quote(shop).hours_by == "volume over rate, as PrusaSlicer was not asked yet"
    draft = quote_job(shop, (), QuoteRequest(PETG, ORTHOSIS, "estimate", POTSDAM), NOW)
    assert draft.hours_by == "volume over rate, as PrusaSlicer is asked once it is made"
    assert quote("berlin", offer=find_offer("mjf-pa12")).hours_by == ""


def test_a_machine_with_a_profile_and_no_rate_is_on_request_until_its_slicer_tells():
    shop = sliced_for(FACTORIES["berlin"], rate=None)
    told = quote(shop, piece=replace(ORTHOSIS, sliced={MK3.sha256: SlicedHours(5.0)}))
    assert told.total is not None and told.machine_h == 5
    unknown = quote(shop)
    assert (unknown.total, unknown.price_reasons) == (None, ("filament-1 states no rate",))
    assert unknown.hours_by == "no hours, as PrusaSlicer was not asked yet"


def test_a_quote_of_before_is_read_as_it_was():
    kept = quote().as_dict()
    assert quote_from_dict(kept) == quote()
    del kept["hours_by"]
    assert quote_from_dict(kept).hours_by == ""


def test_what_takes_less_than_a_hundredth_of_an_hour_is_not_said_to_take_none():
    told = quote(offer=find_offer("mjf-pa12"), piece=Piece(600, (16.0, 16.0, 16.0)))
    assert next(each.words for each in told.lines if each.name == "machine") == "under 0.01 h of jet-1 at 24"
    assert (told.machine_h, told.hours_text, quote().hours_text) == (0, "under 0.01", "7.67")
