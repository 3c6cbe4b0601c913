"""The peer: Flask-SocketIO as its own examples use it, with one durable commit for each event."""

from gevent import monkey

monkey.patch_all()

import sqlite3  # noqa: E402 - gevent must come before whatever uses sockets
import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402
from sqlalchemy import create_engine  # noqa: E402

from exhibits.visits.model import Interaction  # noqa: E402
from exhibits.visits.store import TABLES, to_row  # noqa: E402


def open_database(path: str) -> sqlite3.Connection:
    """Open a database with the hall's own table, as safe as the hall's."""
    engine = create_engine(f"sqlite:///{path}")
    TABLES.create_all(engine)
    engine.dispose()
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def keep_one(database: sqlite3.Connection, sent: dict[str, Any]) -> str:
    """Keep one interaction with a commit of its own."""
    row = to_row(Interaction.model_validate(sent), "stock", 0)
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    database.execute(f"INSERT OR IGNORE INTO interactions ({names}) VALUES ({marks})", row)  # noqa: S608 - our own names
    database.commit()
    return str(row["id"])


def make_stock(database: sqlite3.Connection) -> tuple[Flask, SocketIO]:
    """Make the stock server."""
    app = Flask("stock")
    socketio = SocketIO(app, async_mode="gevent")

    @app.get("/small")
    def answer_small() -> dict[str, object]:
        return {"account": None, "csrf": "", "setup_needed": False}

    def record(body: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "data": {"accepted": [keep_one(database, one) for one in body["interactions"]]}}

    def connect(auth: object = None) -> None:
        """Let everybody in."""

    def command(body: dict[str, Any]) -> dict[str, Any]:
        socketio.emit("command", body, namespace="/kiosk")
        return {"ok": True}

    for event, answer in (("interactions", record), ("connect", connect), ("command", command)):
        socketio.on_event(event, answer, namespace="/kiosk")
    return app, socketio


if __name__ == "__main__":
    app, socketio = make_stock(open_database(sys.argv[2]))
    socketio.run(app, host="127.0.0.1", port=int(sys.argv[1]))
