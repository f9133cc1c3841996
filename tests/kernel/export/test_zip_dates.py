import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from configurator.kernel.export.zip_dates import with_first_day

CONTENTS = st.dictionaries(st.text("abc/ä", min_size=1, max_size=9), st.binary(max_size=50), max_size=4)


def packed(contents, compression):
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in contents.items():
            member = ZipInfo(name, (2026, 11, 28, 12, 34, 56))
            member.extra, member.comment, member.compress_type = b"\x99\x99\x01\x00x", b"a comment", compression
            archive.writestr(member, content)
    return buffer.getvalue()


@given(CONTENTS, st.sampled_from([ZIP_STORED, ZIP_DEFLATED]))
def test_every_member_has_the_first_day_and_is_otherwise_as_it_was(contents, compression):
    before = packed(contents, compression)
    after = with_first_day(before)
    assert len(after) == len(before)
    with ZipFile(io.BytesIO(after)) as archive:
        assert {each.filename: archive.read(each) for each in archive.infolist()} == contents
        assert {each.date_time for each in archive.infolist()} <= {(1980, 1, 1, 0, 0, 0)}
    assert with_first_day(after) == after
