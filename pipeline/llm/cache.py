"""Answers that a server gave, one file each, so that the same question is asked once."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.kept import kept_folder
from pipeline.llm.records import Answer


class Cache:
    """Answers by what was asked of which model at which server, in a folder that only its owner may read.

    A file holds the answer and its tokens, no question and no key. What is damaged counts as not there.
    """

    def __init__(self, folder: Path, *identity: str) -> None:
        """identity: what besides the question an answer depends on: prompt version, model, server."""
        self.folder = folder
        self.identity = identity

    def place(self, question: str) -> Path:
        """The file of a question's answer."""
        name = hashlib.sha256(json.dumps([*self.identity, question]).encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json"

    def get(self, question: str) -> Answer | None:
        """The answer to a question that was asked before."""
        try:
            data = json.loads(self.place(question).read_bytes())
            return Answer(str(data["text"]), int(data["sent"]), int(data["received"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, question: str, answer: Answer) -> None:
        """Keep an answer; a file is there in full or not at all. Raises OutputError where it cannot be written."""
        place = self.place(question)
        data = {"text": answer.text, "sent": answer.sent, "received": answer.received}
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=place.parent)  # readable by its owner only
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(data, out, ensure_ascii=False)
            os.replace(name, place)
        except OSError as error:
            raise OutputError(
                f"{self.folder}: answers cannot be kept ({error.strerror}); name another --llm-cache"
            ) from error


def default_folder() -> Path:
    """Where answers are kept unless the user names another folder."""
    return kept_folder() / "llm"
