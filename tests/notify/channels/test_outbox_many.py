"""Many mails into an outbox: `plainstatus.notify.channels.outbox`."""

from pathlib import Path

from plainstatus.model.channel import OutboxChannel
from plainstatus.notify.channels.channel import NotDeliveredError, Parcel
from plainstatus.notify.channels.outbox import Outbox


def box(folder: Path) -> Outbox:
    return Outbox(OutboxChannel("mail", "outbox"), folder / "outbox")


def parcel(number: int, *, is_repeated: bool = False) -> Parcel:
    id = f"{number:08}" + "0" * 24
    return Parcel(f"reader{number}@list.example", id, "late/1", f"To: {number}\r\n\r\n".encode(), is_repeated)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "outbox" / "new").iterdir())


def test_each_mail_is_a_whole_file_of_its_own(tmp_path: Path) -> None:
    answers = list(box(tmp_path).send_each(parcel(number) for number in range(20)))

    assert answers == [f"new/{name}" for name in names(tmp_path)]
    assert {path.read_bytes() for path in (tmp_path / "outbox/new").iterdir()} == {parcel(n).data for n in range(20)}
    assert list((tmp_path / "outbox/tmp").iterdir()) == []


def test_two_readers_whose_ids_begin_alike_get_a_file_each(tmp_path: Path) -> None:
    first, second = parcel(1), parcel(1)._replace(id="00000001" + "f" * 24)
    list(box(tmp_path).send_each([first, second]))

    assert len(names(tmp_path)) == 2


def test_what_is_repeated_and_was_moved_on_is_not_written_again(tmp_path: Path) -> None:
    list(box(tmp_path).send_each([parcel(1), parcel(2)]))
    (moved, there) = names(tmp_path)
    (tmp_path / "outbox/new" / moved).rename(tmp_path / "outbox/cur" / f"{moved}:2,S")

    list(box(tmp_path).send_each([parcel(number, is_repeated=True) for number in (1, 2, 3)]))

    assert len(names(tmp_path)) == 2
    assert moved not in names(tmp_path)
    assert there in names(tmp_path)


def test_a_folder_that_cannot_be_written_is_told_for_each(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("no folder")

    answers = list(box(tmp_path).send_each([parcel(1), parcel(2)]))

    assert [type(answer) for answer in answers] == [NotDeliveredError, NotDeliveredError]
