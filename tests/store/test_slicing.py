from configurator.domain.production.sliced_hours import NOT_INSTALLED, SlicedHours
from configurator.store import slicing
from configurator.store.database import write_transaction


def test_what_the_slicer_told_last_is_kept_by_file_and_profile(context):
    with write_transaction(context.engine) as connection:
        slicing.save_profiles(connection, {"a": "x = 1\n", "b": "x = 2\n"})
        slicing.save_profiles(connection, {"a": "x = 1\n"})
        assert slicing.profile_texts(connection, ["a", "c"]) == {"a": "x = 1\n"}
        slicing.save_hours(connection, "part", "a", SlicedHours(None, NOT_INSTALLED))
        slicing.save_hours(connection, "part", "a", SlicedHours(1.5))
        slicing.save_hours(connection, "part", "b", SlicedHours(None, "it did not fit"))
        told = {"a": SlicedHours(1.5), "b": SlicedHours(None, "it did not fit")}
        assert slicing.hours_of_files(connection, ["part", "other"]) == {"part": told}
        assert slicing.hours_of_files(connection, []) == {}
