"""What can be wrong with a sentence model; each message says what to do about it."""


class ModelError(Exception):
    """The sentence model cannot be used."""


class ModelMissingError(ModelError):
    """The model, or one of its files, is not there."""


class ModelDamagedError(ModelError):
    """A file of the model is not what it should be."""


class ModelUnsupportedError(ModelError):
    """The model is of a kind that is not understood here."""
