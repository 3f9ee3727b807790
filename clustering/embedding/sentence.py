"""Runs a sentence model in onnxruntime: no PyTorch, no network."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from clustering.arrays import Integers, Vectors
from clustering.embedding.errors import ModelDamagedError
from clustering.embedding.model_files import ModelFiles, directory_files, minilm_files
from clustering.embedding.protocol import Progress

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TOKENS_A_BATCH = 512
"""Small batches stay in the processor's cache; 512 tokens was the fastest of those measured."""
TEXTS_A_CHUNK = 2048
"""How many texts are cut into tokens at once: bounds the memory of a long run."""
LETTERS_A_TOKEN = 20
"""No run of 256 tokens is longer than this many letters each: the rest is not worth cutting."""


class SentenceEmbedder:
    """The official all-MiniLM-L6-v2, or any BERT sentence model in `directory`.

    Raises a ModelError when the model is missing, damaged or of another kind. Starting takes about
    a second: the graph is made from the verified weights each time, so no copy can go stale.
    """

    def __init__(self, directory: Path | None = None, *, threads: int = 2) -> None:
        self._files = minilm_files() if directory is None else directory_files(directory)
        self._tokenizer = read_tokenizer(self._files)
        self._session = start_session(build_graph(self._files), threads)

    @property
    def name(self) -> str:
        """The model, the first letters of its weights' hash, and how it is run."""
        from clustering.embedding.graph import VERSION

        return f"{self._files.name}@{self._files.weights_sha256[:12]}+{VERSION}"

    @property
    def dimension(self) -> int:
        """The width of the model."""
        return int(self._files.config["hidden_size"])

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Give one unit row for each text. A text beyond 256 tokens is read to the 256th."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_A_CHUNK):
            chunk = texts[start : start + TEXTS_A_CHUNK]
            done = start
            for places, rows in self._chunk(chunk):
                vectors[start + places] = rows
                done += len(places)
                if progress:
                    progress(done, len(texts))
        return vectors

    def _chunk(self, texts: Sequence[str]) -> Iterator[tuple[Integers, Vectors]]:
        """Embed some texts, those of like length together; give places and rows."""
        longest = self._files.max_tokens * LETTERS_A_TOKEN
        cut = self._tokenizer.encode_batch([text[:longest] for text in texts])
        tokens = [encoding.ids for encoding in cut]
        lengths = np.array([len(ids) for ids in tokens], dtype=np.int64)
        for places in batches(lengths):
            ids, mask = padded([tokens[place] for place in places])
            yield places, self._session.run(None, {"ids": ids, "mask": mask})[0]


def batches(lengths: Integers) -> Iterator[Integers]:
    """Cut the places of texts into batches of at most TOKENS_A_BATCH, longest texts first."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        size = max(1, TOKENS_A_BATCH // int(lengths[order[start]]))
        yield order[start : start + size]
        start += size


def padded(tokens: list[list[int]]) -> tuple[Any, Any]:
    """Lay texts of unequal length in one table, with a mask of what is text; both int32."""
    width = max(len(ids) for ids in tokens)
    ids = np.zeros((len(tokens), width), dtype=np.int32)
    mask = np.zeros_like(ids)
    for row, found in enumerate(tokens):
        ids[row, : len(found)] = found
        mask[row, : len(found)] = 1
    return ids, mask


def read_tokenizer(files: ModelFiles) -> "Tokenizer":
    """Load the tokenizer, cutting at the model's longest text and never padding."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(files.tokenizer))
    except Exception as error:  # the library raises bare Exception for bad files
        raise ModelDamagedError(
            f"{files.tokenizer} cannot be read: copy the model again."
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(files.max_tokens)
    return tokenizer


def start_session(graph: bytes, threads: int) -> "InferenceSession":
    """Start the runtime on a graph, with few threads that sleep when there is nothing to do."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def build_graph(files: ModelFiles) -> bytes:
    """Read the weights and draw the graph."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from clustering.embedding.graph import sentence_graph

    try:
        stored = load_file(files.weights)
        weights = {
            name.removeprefix("bert."): values.astype(np.float32, copy=False)
            for name, values in stored.items()
        }
        return sentence_graph(weights, files.config, files.pooling)
    except (SafetensorError, KeyError) as error:
        raise ModelDamagedError(
            f"{files.weights} does not hold the weights it should: copy the model again."
        ) from error
