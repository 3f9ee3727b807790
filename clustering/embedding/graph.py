"""Draws a BERT sentence model as an ONNX graph from its weights, in 8-bit numbers.

Token ids and mask go in, unit vectors come out: layers, pooling and scaling are all in the graph.
The big matrices are held as 8-bit numbers with a scale for each block of 128. Because each token
is also rounded on its own, a text's vector does not depend on what shares its batch, which the
usual dynamic quantisation (one scale for a whole batch) cannot promise.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = dict[str, NDArray[np.float32]]

BLOCK = 128
VERSION = "int8-1"
"""Part of the embedder's name: change it whenever the same weights give other vectors."""
CONTRIB = "com.microsoft"


def sentence_graph(weights: Weights, config: dict[str, Any], pooling: str) -> bytes:
    """Build the model, serialised. `weights` carry the names of a BERT checkpoint."""
    return bytes(Drawing(weights, config).model(pooling).SerializeToString())


class Drawing:
    """A graph while it is being drawn: nodes and constants are added in order."""

    def __init__(self, weights: Weights, config: dict[str, Any]) -> None:
        self.weights = weights
        self.layers = int(config["num_hidden_layers"])
        self.heads = int(config["num_attention_heads"])
        self.width = int(config["hidden_size"])
        self.epsilon = float(config["layer_norm_eps"])
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def model(self, pooling: str) -> onnx.ModelProto:
        """Draw everything, from token ids to unit vectors."""
        tokens = self.embeddings()
        for number in range(self.layers):
            tokens = self.layer(tokens, f"encoder.layer.{number}.")
        self.pool(tokens, pooling)
        whole = ["batch", "length"]
        graph = helper.make_graph(
            self.nodes,
            "sentence",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT32, whole),
                helper.make_tensor_value_info("mask", TensorProto.INT32, whole),
            ],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", self.width])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Keep an array in the graph under a name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], *outputs: str, **options: Any) -> str:
        """Add one operation; give back the name of its first output."""
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), **options))
        return outputs[0]

    def norm(self, part: str) -> list[str]:
        """The two constants of a layer norm."""
        return [
            self.constant(f"{part}.{end}", self.weights[f"{part}.{end}"])
            for end in ("weight", "bias")
        ]

    def embeddings(self) -> str:
        """Words and their positions, added and normalised."""
        words = self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        # Every text is one segment, so the first segment's vector can be added once and for all.
        positions = (
            self.weights["embeddings.position_embeddings.weight"]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        gathered = self.node("Gather", [words, "ids"], "words.gathered")
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        start = self.constant("start", np.array([0], dtype=np.int64))
        placed = self.node(
            "Slice", [self.constant("positions", positions), start, length], "positions.cut"
        )
        added = self.node("Add", [gathered, placed], "embedded")
        return self.node(
            "LayerNormalization",
            [added, *self.norm("embeddings.LayerNorm")],
            "tokens",
            epsilon=self.epsilon,
        )

    def layer(self, tokens: str, part: str) -> str:
        """Attention, then two dense steps, each with a skip and a norm."""
        attended = self.dense(
            self.attention(tokens, f"{part}attention.self."),
            f"{part}attention.output.dense",
            bias=self.weights[f"{part}attention.output.dense.bias"],
        )
        first = self.skip(attended, tokens, f"{part}attention.output.LayerNorm")
        wide = self.dense(first, f"{part}intermediate.dense")
        bias = self.constant(f"{part}gelu", self.weights[f"{part}intermediate.dense.bias"])
        active = self.node("BiasGelu", [wide, bias], f"{part}active", domain=CONTRIB)
        narrow = self.dense(
            active, f"{part}output.dense", bias=self.weights[f"{part}output.dense.bias"]
        )
        return self.skip(narrow, first, f"{part}output.LayerNorm")

    def skip(self, changed: str, before: str, part: str) -> str:
        """Add what went in to what came out, and normalise."""
        return self.node(
            "SkipLayerNormalization",
            [changed, before, *self.norm(part)],
            f"{part}.skipped",
            domain=CONTRIB,
            epsilon=self.epsilon,
        )

    def attention(self, tokens: str, part: str) -> str:
        """Query, key and value in one product, then attention over the tokens that are there."""
        names = [f"{part}{end}" for end in ("query", "key", "value")]
        joined = self.dense(
            tokens,
            f"{part}joined",
            matrix=np.concatenate([self.weights[f"{name}.weight"] for name in names]),
            bias=np.concatenate([self.weights[f"{name}.bias"] for name in names]),
        )
        self.node("Split", [joined], *names, axis=-1, num_outputs=3)
        return self.node(
            "MultiHeadAttention",
            [*names, "", "mask"],
            f"{part}attended",
            domain=CONTRIB,
            num_heads=self.heads,
        )

    def dense(
        self,
        given: str,
        part: str,
        *,
        matrix: NDArray[np.float32] | None = None,
        bias: NDArray[np.float32] | None = None,
    ) -> str:
        """A product with a matrix of 8-bit numbers, shape (outputs, inputs)."""
        weights = self.weights[f"{part}.weight"] if matrix is None else matrix
        outputs, inputs = weights.shape
        whole, scales = eight_bit(weights)
        operands = [
            given,
            self.constant(f"{part}.whole", whole),
            self.constant(f"{part}.scales", scales),
        ]
        if bias is not None:
            operands += ["", "", self.constant(f"{part}.added", bias)]
        return self.node(
            "MatMulNBits",
            operands,
            f"{part}.out",
            domain=CONTRIB,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def pool(self, tokens: str, pooling: str) -> None:
        """One unit vector for each text: the mean of its tokens, or its first."""
        if pooling == "cls":
            first = self.constant("first", np.array(0, dtype=np.int64))
            pooled = self.node("Gather", [tokens, first], "pooled", axis=1)
        else:
            present = self.node("Cast", ["mask"], "present", to=TensorProto.FLOAT)
            last = self.constant("last", np.array([2], dtype=np.int64))
            column = self.node("Unsqueeze", [present, last], "present.column")
            kept = self.node("Mul", [tokens, column], "kept")
            length = self.constant("over", np.array([1], dtype=np.int64))
            # The sum points where the mean points, and the next step makes it unit length.
            pooled = self.node("ReduceSum", [kept, length], "pooled", keepdims=0)
        self.node("LpNormalization", [pooled], "vectors", p=2, axis=-1)


def eight_bit(matrix: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Round a matrix (outputs, inputs) to 8 bits: (outputs, blocks, BLOCK) and their scales."""
    outputs, inputs = matrix.shape
    blocks = -(-inputs // BLOCK)
    padded = np.zeros((outputs, blocks * BLOCK), dtype=np.float32)
    padded[:, :inputs] = matrix
    cut = padded.reshape(outputs, blocks, BLOCK)
    scales = np.maximum(np.abs(cut).max(axis=2) / 127, np.float32(1e-12)).astype(np.float32)
    # 128 stands for zero in the runtime's unsigned bytes.
    whole = (np.round(cut / scales[:, :, None]) + 128).astype(np.uint8)
    return whole, scales.reshape(-1)
