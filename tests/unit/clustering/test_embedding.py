import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from scipy.special import erf, softmax
from tokenizers import Tokenizer

from clustering.embedding import (
    HashedEmbedder,
    ModelDamagedError,
    ModelMissingError,
    ModelUnsupportedError,
    SentenceEmbedder,
    model_files,
)
from clustering.embedding.sentence import TOKENS_A_BATCH, batches

ODD_TEXTS = ["", "   ", "😀🎉", "Beth yw'r ffi ar gyfer gofalwyr maeth?", "word " * 10_000, "\x00"]


@pytest.fixture
def model_copy(tmp_path: Path) -> Path:
    """The installed model in a directory of the test's own, its weights linked, not copied."""
    source = model_files.minilm_files().directory
    for name in ("tokenizer.json", "config.json", "sentence_bert_config.json"):
        shutil.copy(source / name, tmp_path / name)
    shutil.copytree(source / "1_Pooling", tmp_path / "1_Pooling")
    (tmp_path / "model.safetensors").symlink_to(source / "model.safetensors")
    return tmp_path


def test_meaning_is_nearer_than_words(sentence_embedder):
    car, vehicle, wordplay = sentence_embedder.embed(
        ["How do I repair my car?", "Fixing a broken vehicle", "How do I repair my reputation?"]
    )

    assert car @ vehicle > car @ wordplay


def test_agrees_with_the_weights_worked_through_in_full_precision(sentence_embedder):
    text = "Has anyone found a good way to keep foster carers?"

    vector = sentence_embedder.embed([text])[0]

    assert vector @ worked_through(text) > 0.995


def worked_through(text: str) -> np.ndarray:
    """The vector of a text as the BERT paper has it, step by step in numpy."""
    files = model_files.minilm_files()
    weights = load_file(files.weights)
    ids = Tokenizer.from_file(str(files.tokenizer)).encode(text).ids
    ids = [number for number in ids if number]  # 0 pads

    def dense(rows, name):
        return rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(rows, name):
        centred = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(rows):
        return rows.reshape(len(ids), 12, -1).transpose(1, 0, 2)

    parts = [weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position")]
    segment = weights["embeddings.token_type_embeddings.weight"][0]
    rows = norm(parts[0][ids] + parts[1][: len(ids)] + segment, "embeddings.LayerNorm")
    for number in range(6):
        layer = f"encoder.layer.{number}"
        query, key, value = (
            heads(dense(rows, f"{layer}.attention.self.{name}"))
            for name in ("query", "key", "value")
        )
        looks = softmax(query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[2]), axis=2)
        seen = (looks @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        seen = dense(seen, f"{layer}.attention.output.dense")
        rows = norm(rows + seen, f"{layer}.attention.output.LayerNorm")
        wide = dense(rows, f"{layer}.intermediate.dense")
        wide = wide * (1 + erf(wide / np.sqrt(2))) / 2
        rows = norm(rows + dense(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean = rows.mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_rows_are_of_unit_length_and_in_the_order_given(sentence_embedder):
    texts = ["short", "a good deal longer than the first of them", "mid length text"]

    together = sentence_embedder.embed(texts)

    assert together.shape == (3, sentence_embedder.dimension)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for place, text in enumerate(texts):
        assert together[place] @ sentence_embedder.embed([text])[0] > 0.995


@pytest.mark.parametrize("name", ["sentence_embedder", "hashed"])
def test_odd_texts_become_finite_vectors(name, request):
    embedder = request.getfixturevalue(name)

    vectors = embedder.embed(ODD_TEXTS)

    assert vectors.shape == (len(ODD_TEXTS), embedder.dimension)
    assert np.isfinite(vectors).all()


@pytest.mark.parametrize("name", ["sentence_embedder", "hashed"])
def test_nothing_gives_no_rows_and_progress_reaches_the_end(name, request):
    embedder = request.getfixturevalue(name)
    seen: list[tuple[int, int]] = []

    embedder.embed(["a", "b", "c"], progress=lambda done, total: seen.append((done, total)))

    assert embedder.embed([]).shape == (0, embedder.dimension)
    assert seen[-1] == (3, 3)


def test_batches_hold_every_text_once_within_the_limit():
    lengths = np.array([3, 200, 5, 256, 4, 7] * 20)

    found = list(batches(lengths))

    assert sorted(np.concatenate(found).tolist()) == list(range(120))
    assert all(lengths[batch].max() * len(batch) <= TOKENS_A_BATCH for batch in found)


def test_the_name_tells_the_weights_and_the_way_they_are_run(sentence_embedder):
    assert sentence_embedder.name == "all-MiniLM-L6-v2@53aa51172d14+int8-1"
    assert HashedEmbedder(256).name != HashedEmbedder(512).name


def test_any_directory_with_such_a_model_may_be_named(model_copy, sentence_embedder):
    other = SentenceEmbedder(model_copy)

    same = other.embed(["panel dates"])[0] @ sentence_embedder.embed(["panel dates"])[0]
    assert same == pytest.approx(1, abs=1e-5)
    assert other.name.startswith(model_copy.name)


def test_a_model_that_is_not_installed_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(model_files, "MINILM_PACKAGE", "no_such_package_anywhere")

    with pytest.raises(ModelMissingError, match=r"requirements/model\.txt"):
        SentenceEmbedder()


def test_changed_weights_are_refused(monkeypatch):
    monkeypatch.setitem(model_files.MINILM_SHA256, "tokenizer.json", "0" * 64)

    with pytest.raises(ModelDamagedError, match="not the published file"):
        SentenceEmbedder()


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(model_copy, name):
    (model_copy / name).unlink()

    with pytest.raises(ModelMissingError, match=name.replace(".", r"\.")):
        SentenceEmbedder(model_copy)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_named(model_copy, name):
    (model_copy / name).unlink()
    (model_copy / name).write_bytes(b"\x00 not what it was")

    with pytest.raises(ModelDamagedError, match=name.replace(".", r"\.")):
        SentenceEmbedder(model_copy)


def test_weights_of_another_model_are_refused(model_copy):
    (model_copy / "model.safetensors").unlink()
    save_file({"other.weight": np.zeros((2, 2), np.float32)}, model_copy / "model.safetensors")

    with pytest.raises(ModelDamagedError, match="weights"):
        SentenceEmbedder(model_copy)


def test_another_kind_of_model_is_refused(model_copy):
    config = json.loads((model_copy / "config.json").read_text())
    (model_copy / "config.json").write_text(json.dumps(config | {"model_type": "mpnet"}))

    with pytest.raises(ModelUnsupportedError, match="mpnet"):
        SentenceEmbedder(model_copy)


def test_an_unknown_way_of_pooling_is_refused(model_copy):
    (model_copy / "1_Pooling" / "config.json").write_text('{"pooling_mode_max_tokens": true}')

    with pytest.raises(ModelUnsupportedError, match="joins its tokens"):
        SentenceEmbedder(model_copy)
