"""What the audit is told of a deed, from whatever was sent and answered."""

from flask import Flask, Response, jsonify
from pydantic import Field

from exhibits.core.deeds import describe_deed, list_facts
from exhibits.core.model import LocalText, Model, Role


class Glass(Model):
    width_mm: int = 0
    turned: bool = False


class Sent(Model):
    role: Role = Role.GUIDE
    name: LocalText = LocalText()
    glass: Glass = Glass()
    ids: tuple[str, ...] = ()
    glasses: tuple[Glass, ...] = ()
    secret: str = Field(default="", repr=False)


class Thing(Model):
    id: str
    name: str


def test_only_what_was_sent_is_told() -> None:
    sent = Sent.model_validate({"role": "curator", "glass": {"turned": True}})
    assert list_facts(sent) == {"role": "curator", "glass.turned": "true"}


def test_a_secret_is_named_and_not_told() -> None:
    assert list_facts(Sent(secret="hush")) == {"secret": ""}


def test_long_lists_are_counted_and_long_words_cut() -> None:
    told = list_facts(Sent(ids=("a", "b", "c", "d", "e"), glasses=(Glass(), Glass()), name=LocalText(zh="字" * 200)))
    assert told == {"name": "字" * 79 + "…", "ids": "a, b, c +2", "glasses": "2"}


def test_what_was_answered_is_named() -> None:
    deed = describe_deed("rename", {"thing_id": "t1"}, None, Thing(id="t1", name="灯"))
    assert (deed.subject, deed.name.zh) == ("t1", "灯")
    assert deed.facts == {"id": "t1", "name": "灯"}, "a DELETE sends nothing: what is gone is told"


def test_several_are_named_together() -> None:
    things = [Thing(id=str(number), name=f"图{number}") for number in range(5)]
    assert describe_deed("bin", {}, None, things).name == LocalText(zh="图0、图1、图2 +2", en="图0, 图1, 图2 +2")


def test_an_answer_that_is_no_model_is_read_too() -> None:
    with Flask("test").app_context():
        answer = jsonify({"id": "u1", "name": "桥.jpg"})
    assert (describe_deed("send", {}, None, answer).subject, describe_deed("send", {}, None, answer).name.zh) == (
        "u1",
        "桥.jpg",
    )
    created = Response(status=201, headers={"Location": "/api/v1/uploads/u2"})
    assert describe_deed("send", {}, None, created).subject == "u2"
