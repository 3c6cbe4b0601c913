"""How the files of the hall are answered over HTTP: whole, in parts, or not again, by RFC 9110."""

from exhibits.media.delivery.answers import answer_file, answer_part

__all__ = ["answer_file", "answer_part"]
