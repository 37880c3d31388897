"""The image on Matrix, on a real Synapse: logged in by hand, in an encrypted room, over a kill and a stop."""

from __future__ import annotations

from tests.image.lab import PATIENCE, Lab
from tests.matrix_server.people import Matrix
from tests.messengers.matrix_scene import HELLO
from tests.test_health import free_port


async def test_it_works_in_an_encrypted_room_and_stays_the_same_device(here: Lab, matrix: Matrix) -> None:
    account, ana = await matrix.account("Accalmie"), await matrix.person("Ana")
    room = await ana.makes_room("Bal", encrypted=True)
    listens = f"--env=ACCALMIE_HEALTH_LISTEN=127.0.0.1:{free_port()}"
    with here.volume() as data:
        how = ("--env=ACCALMIE_HOST_ADMISSION=open", listens, f"--volume={data}:/data")
        phrase = here.place_of(data) / "phrase"
        phrase.write_text(account.password + "\n", "utf-8")
        phrase.chmod(0o644)
        login = ("matrix", "login", "--user", account.id, "--server", matrix.url, "--password-file", "/data/phrase")
        ended = here.once(*login, options=how)
        assert ended.returncode == 0, ended
        phrase.unlink()
        with here.container(*how) as container:
            container.becomes_healthy()
            await ana.invites(account, room)
            await ana.is_shown(HELLO, room, PATIENCE, by=account)
            await ana.types("!tache Réserver la salle", room)
            await ana.is_shown("#1 Réserver la salle", room, PATIENCE, by=account)
            container.is_killed()
            await ana.types("!tache Appeler la mairie", room)
            container.starts_again()
            await ana.is_shown("#2 Appeler la mairie", room, PATIENCE, by=account)
            assert container.stops() == 0
        seen = [each for each in await room.messages() if each.sender == account.id]
        assert not [each for each in seen if each.unreadable]
