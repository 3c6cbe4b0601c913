"""The server is killed with SIGKILL at any moment: nothing that it acknowledged is lost."""

import random
import sqlite3
import time
from contextlib import closing

from exhibits.core.ids import new_id
from tests.fault.conftest import Victim
from tests.load.hall import SimulatedHall, await_true
from tests.load.kiosk import SimulatedKiosk

KILLS = 20
LONGEST_LIFE_S = 0.6


def test_every_acknowledged_interaction_is_there_exactly_once_after_twenty_kills(victim: Victim) -> None:
    chance = random.Random(20)
    with SimulatedHall(victim.hall.base, victim.keys[:20]) as simulated:
        for _ in range(KILLS):
            simulated.await_connected()
            before = count_acknowledged(simulated)
            keep_touching(simulated, chance.uniform(0.1, LONGEST_LIFE_S))
            victim.hall.kill()
            assert count_acknowledged(simulated) > before, "the kill came before anything was acknowledged"
            victim.hall.start()
        simulated.await_idle()
        kept = read_kept_ids(victim)
        made = {name for kiosk in simulated.kiosks for name in kiosk.made}
        acknowledged = {name for kiosk in simulated.kiosks for name in kiosk.acknowledged}
        assert [kiosk.errors for kiosk in simulated.kiosks if kiosk.errors] == []
    assert len(kept) == len(set(kept))
    assert acknowledged - set(kept) == set()
    assert set(kept) == made


def test_a_pending_commands_outcome_survives_a_kill(victim: Victim) -> None:
    operator, (there, away) = victim.hall.sign_in("operator"), victim.keys[:2]
    kiosk = SimulatedKiosk(victim.hall.base, there.token, there.display_id)
    kiosk.is_silent.set()
    kiosk.start()
    await_true(lambda: kiosk.is_connected, 10, "the kiosk is connected")
    command = {
        "id": new_id(),
        "action": {"type": "identify"},
        "target": {"display_ids": [there.display_id, away.display_id]},
    }
    issued = operator.call("POST", "/api/v1/commands", command)
    assert issued.status == 200, issued.content
    victim.hall.kill()
    victim.hall.start()
    kiosk.is_silent.clear()

    def read() -> dict[str, str]:
        state = operator.call("GET", f"/api/v1/commands/{command['id']}").json
        return {one["display_id"]: one["state"] for one in state["deliveries"]}

    await_true(lambda: read() == {there.display_id: "done", away.display_id: "expired"}, 20, "both outcomes are known")
    kiosk.stop()
    again = operator.call("POST", "/api/v1/commands", command)
    assert {one["state"] for one in again.json["deliveries"]} == {"done", "expired"}
    assert [name for name, _ in kiosk.heard].count(str(command["id"])) <= 2, "sent again only while it was alive"


def test_a_published_exhibit_survives_a_kill(victim: Victim) -> None:
    curator = victim.hall.sign_in("curator")
    zone_id = curator.call("GET", "/api/v1/overview").json["zones"][0]["id"]
    content = {"kind": "article", "title": {"zh": "断电以后", "en": "After the power cut"}}
    made = curator.call("POST", "/api/v1/exhibits", {"zone_id": zone_id, "content": content})
    assert made.status == 201, made.content
    address = f"/api/v1/exhibits/{made.json['id']}/publish"
    published = curator.call("POST", address, {"revision": made.json["revision"]})
    victim.hall.kill()
    assert published.status == 200, published.content
    victim.hall.start()
    exhibits = victim.hall.call("GET", "/api/v1/catalogue").json["exhibits"]
    found = [one for one in exhibits if one["id"] == made.json["id"]]
    assert [one["content"]["title"]["zh"] for one in found] == ["断电以后"]
    assert curator.call("GET", f"/api/v1/exhibits/{made.json['id']}").status == 200, "the session survives too"


def keep_touching(simulated: SimulatedHall, seconds: float) -> None:
    """Let visitors touch every display, and let at least one touch arrive."""
    deadline, before = time.monotonic() + seconds, count_acknowledged(simulated)
    patience = time.monotonic() + 10
    while time.monotonic() < deadline or (count_acknowledged(simulated) == before and time.monotonic() < patience):
        for kiosk in simulated.kiosks:
            kiosk.act(3)
        time.sleep(0.05)


def count_acknowledged(simulated: SimulatedHall) -> int:
    return sum(len(kiosk.acknowledged) for kiosk in simulated.kiosks)


def read_kept_ids(victim: Victim) -> list[str]:
    with closing(sqlite3.connect(victim.hall.data / "records.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT id FROM interactions")]
