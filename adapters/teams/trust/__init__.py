"""Who may come in: our own check of every request, made before botbuilder sees any of it.

Nothing here reads what people wrote, and nothing here knows botbuilder.
"""

from adapters.teams.trust.gates import Gate, LoopbackGate, TokenGate
from adapters.teams.trust.keys import NoKeys, SigningKeys
from adapters.teams.trust.tokens import Refused, Vouched

__all__ = ["Gate", "LoopbackGate", "NoKeys", "Refused", "SigningKeys", "TokenGate", "Vouched"]
