"""What people on Matrix can do and see, in a plain room and in an encrypted one, and what the server refuses them."""

from __future__ import annotations

import pytest

from tests.matrix_server import device
from tests.matrix_server.conftest import Bal
from tests.matrix_server.device import Impossible
from tests.matrix_server.seen import Seen
from tests.matrix_server.someone import Room, Someone


async def texts(somebody: Someone, room: Room) -> list[str]:
    return [each.text for each in await somebody.sees(room) if not each.service]


async def test_what_is_said_is_seen_by_everybody_and_encrypted_where_the_room_is(bal: Bal) -> None:
    said = await bal.lea.types("Bonjour à tous", bal.room, html="<b>Bonjour</b> à tous")
    for somebody in (bal.ana, bal.lea, bal.marc):
        seen = await somebody.is_shown("Bonjour", bal.room)
        assert seen == said
    assert (said.sender, said.kind, said.html) == (bal.lea.id, "m.text", "<b>Bonjour</b> à tous")
    assert (said.encrypted, said.unreadable, said.service, said.notice) == (bal.encrypted, False, False, False)
    notice = await bal.marc.types("Chut", bal.room, msgtype="m.notice")
    assert notice.notice
    if bal.encrypted:
        over_the_wire = await bal.ana.device.asks("GET", f"/v3/rooms/{bal.room.id}/event/{said.id}")
        assert "body" not in over_the_wire["content"]


async def test_replies_threads_and_mentions(bal: Bal) -> None:
    said = await bal.lea.types("Qui vient ?", bal.room)
    reply = await bal.marc.types("Moi", bal.room, reply_to=said, mentions=[bal.lea])
    inside = await bal.ana.types("Ici", bal.room, thread=said)
    answer = await bal.marc.types("Là", bal.room, thread=said, reply_to=inside)
    for somebody in (bal.ana, bal.lea, bal.marc):
        seen = {each.id: each for each in await somebody.sees(bal.room)}
        assert (seen[reply.id].reply_to, seen[reply.id].thread) == (said.id, None)
        assert seen[reply.id].mentions == [bal.lea.id]
        assert (seen[inside.id].reply_to, seen[inside.id].thread) == (None, said.id)
        assert (seen[answer.id].reply_to, seen[answer.id].thread) == (inside.id, said.id)


async def test_an_edit_changes_the_message_in_its_place_and_only_ones_own(bal: Bal) -> None:
    said = await bal.lea.types("Salle", bal.room)
    await bal.marc.types("Oui", bal.room)
    await bal.lea.edits(said, "Grande salle")
    await bal.lea.edits(said, "Petite salle")
    await bal.marc.edits(said, "Pas de salle")
    for somebody in (bal.ana, bal.lea, bal.marc):
        assert await texts(somebody, bal.room) == ["Petite salle", "Oui"]
        assert (await somebody.sees_again(said)).edited


async def test_a_deleted_message_leaves_its_place_and_nobody_deletes_those_of_others(bal: Bal) -> None:
    said = await bal.lea.types("Salle", bal.room)
    await bal.lea.edits(said, "Grande salle")
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.marc.deletes(said)
    await bal.lea.deletes(said, "une erreur")
    for somebody in (bal.ana, bal.lea, bal.marc):
        seen = await somebody.sees_again(said)
        assert (seen.text, seen.redacted, seen.edited, seen.unreadable) == ("", True, False, False)
    other = await bal.lea.types("Encore", bal.room)
    await bal.ana.deletes(other)
    assert (await bal.marc.sees_again(other)).redacted, "who made the room may"


async def test_reactions_have_a_key_and_people_and_can_be_taken_back(bal: Bal) -> None:
    said = await bal.lea.types("Salle", bal.room)
    await bal.marc.reacts(said, "🙋")
    await bal.ana.reacts(said, "🙋")
    await bal.ana.reacts(said, "✅")
    with pytest.raises(Impossible, match="M_DUPLICATE_ANNOTATION"):
        await bal.ana.reacts(said, "✅")
    assert (await bal.lea.sees_again(said)).reactions == {"🙋": [bal.marc.id, bal.ana.id], "✅": [bal.ana.id]}
    await bal.ana.takes_back(said, "✅")
    await bal.ana.takes_back(said, "🙋")
    assert (await bal.lea.sees_again(said)).reactions == {"🙋": [bal.marc.id]}
    with pytest.raises(Impossible, match="did not react"):
        await bal.ana.takes_back(said, "✅")


async def test_people_leave_and_are_kicked_banned_and_invited_again(bal: Bal) -> None:
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.marc.kicks(bal.lea, bal.room)
    await bal.marc.leaves(bal.room)
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.marc.joins(bal.room)
    await bal.ana.invites(bal.marc, bal.room)
    assert [(each.room, each.by) for each in await bal.marc.invitations()] == [(bal.room.id, bal.ana.id)]
    await bal.marc.joins(bal.room)
    assert await bal.marc.invitations() == []
    await bal.ana.kicks(bal.marc, bal.room, "pause")
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.marc.types("Bonjour", bal.room)
    await bal.ana.bans(bal.marc, bal.room)
    with pytest.raises(Impossible, match="M_BAD_STATE"):
        await bal.ana.invites(bal.marc, bal.room)
    await bal.ana.unbans(bal.marc, bal.room)
    await bal.ana.invites(bal.marc, bal.room)
    await bal.marc.joins(bal.room)
    await bal.marc.types("Me revoilà", bal.room)
    await bal.lea.is_shown("Me revoilà", bal.room)
    happened = [each.text for each in await bal.lea.sees(bal.room) if bal.marc.id in each.text]
    assert [each.split()[0] for each in happened] == [
        *("invite", "join", "leave"),
        *("invite", "join", "leave", "ban", "leave"),
        *("invite", "join"),
    ]


async def test_rights_are_given_and_taken(plain: Bal) -> None:
    await plain.ana.promotes(plain.marc, plain.room)
    await plain.marc.kicks(plain.lea, plain.room)
    await plain.ana.demotes(plain.marc, plain.room)
    await plain.ana.invites(plain.lea, plain.room)
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await plain.marc.kicks(plain.lea, plain.room)


async def test_a_room_has_version_12_and_nobody_above_its_maker(plain: Bal) -> None:
    assert (await plain.ana.state("m.room.create", plain.room))["room_version"] == "12"
    assert plain.ana.id not in (await plain.ana.state("m.room.power_levels", plain.room)).get("users", {})
    with pytest.raises(Impossible):
        await plain.ana.promotes(plain.ana, plain.room)
    older = await plain.ana.makes_room("Ancienne", room_version="10")
    assert (await plain.ana.state("m.room.power_levels", older))["users"] == {plain.ana.id: 100}


async def test_an_upgraded_room_is_closed_and_names_the_next(bal: Bal) -> None:
    new = await bal.ana.upgrades(bal.room)
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.lea.types("Bonjour", bal.room)
    tombstone = await bal.lea.state("m.room.tombstone", bal.room)
    assert tombstone["replacement_room"] == new.id
    with pytest.raises(Impossible, match="M_FORBIDDEN"):
        await bal.lea.joins(new)
    await bal.ana.invites(bal.lea, new)
    await bal.lea.joins(new)
    said = await bal.lea.types("Bonjour", new)
    assert (await bal.ana.is_shown("Bonjour", new)).encrypted == said.encrypted == bal.encrypted


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_conversation_for_two_is_noted_by_both(plain: Bal, encrypted: bool) -> None:
    room = await plain.lea.opens_direct(plain.marc, encrypted=encrypted)
    assert await plain.lea.directs() == {plain.marc.id: [room.id]}
    assert await plain.marc.directs() == {plain.lea.id: [room.id]}
    assert await plain.ana.directs() == {}
    assert (await plain.lea.types("Entre nous", room)).encrypted == encrypted
    await plain.marc.is_shown("Entre nous", room)


async def test_who_does_not_look_for_long_has_missed_nothing(bal: Bal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "WINDOW", 4)
    said = [str(number) for number in range(14)]
    for each in said:
        await bal.lea.sends("m.room.message", {"msgtype": "m.text", "body": each}, bal.room)
    assert await texts(bal.marc, bal.room) == said


async def test_who_comes_later_reads_what_was_said_before_only_where_it_is_plain(bal: Bal) -> None:
    await bal.lea.types("Avant", bal.room)
    sam = await bal.matrix.person("Sam")
    await bal.ana.invites(sam, bal.room)
    await sam.joins(bal.room)
    await bal.lea.types("Après", bal.room)
    await sam.is_shown("Après", bal.room)
    seen = [(each.text, each.unreadable) for each in await sam.sees(bal.room) if not each.service]
    assert seen == [("", True) if bal.encrypted else ("Avant", False), ("Après", False)]


async def test_a_key_may_come_after_what_it_opens(sealed: Bal) -> None:
    async with sealed.lea.without_keys():
        said = await sealed.lea.types("Bonjour", sealed.room)
        assert (await sealed.marc.sees_again(said)).unreadable
    opened = await sealed.marc.is_shown("Bonjour", sealed.room)
    assert (opened.id, opened.unreadable, opened.encrypted) == (said.id, False, True)
    await sealed.marc.types("Bonsoir", sealed.room, reply_to=opened)
    assert (await sealed.lea.is_shown("Bonsoir", sealed.room)).reply_to == said.id


async def test_a_new_device_reads_what_is_said_from_then_on(sealed: Bal) -> None:
    await sealed.lea.types("Avant", sealed.room)
    phone = await sealed.matrix.on_another_device(sealed.marc)
    assert phone.id == sealed.marc.id
    await sealed.lea.types("Après", sealed.room)
    await phone.is_shown("Après", sealed.room)
    await phone.types("Lu", sealed.room)
    await sealed.marc.is_shown("Lu", sealed.room, by=phone)
    await sealed.lea.is_shown("Lu", sealed.room)


async def test_what_is_said_plainly_in_an_encrypted_room_is_seen_to_be(sealed: Bal) -> None:
    await sealed.lea.sends_plainly("m.room.message", {"msgtype": "m.text", "body": "En clair"}, sealed.room)
    assert not (await sealed.marc.is_shown("En clair", sealed.room)).encrypted


async def test_who_was_signed_out_elsewhere_is_told(plain: Bal) -> None:
    await plain.matrix.ends_session(plain.marc.account.token)
    with pytest.raises(Impossible, match="M_UNKNOWN_TOKEN"):
        await plain.marc.sees(plain.room)


async def test_what_nobody_says_is_not_shown(plain: Bal) -> None:
    said: Seen = await plain.lea.types("Bonjour", plain.room)
    with pytest.raises(TimeoutError):
        await plain.marc.is_shown("jamais", plain.room, within=0.1)
    with pytest.raises(TimeoutError):
        await plain.marc.is_shown("Bonjour", plain.room, within=0.1, by=plain.ana)
    assert await plain.room.shows("Bonjour", by=plain.lea) == said
    assert said in await plain.room.messages()


async def test_people_are_called_what_they_like(plain: Bal) -> None:
    await plain.lea.is_called("Léa B.")

    async def known() -> bool:
        member = await plain.marc.state("m.room.member", plain.room, plain.lea.id)
        return bool(member["displayname"] == "Léa B.")

    await plain.marc.until(known)
