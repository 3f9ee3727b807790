"""What kind of message a text is: question, challenge, answer, lesson or chatter.

`KindClassifier` is a scikit-learn estimator over `KindInput`s. It learns from the messages it is
given; `general_examples()` are a few of other fields, to be given along with one's own.
"""

from clustering.kinds.classifier import KindClassifier, Recognised
from clustering.kinds.examples import general_examples
from clustering.kinds.messages import KindInput

__all__ = ["KindClassifier", "KindInput", "Recognised", "general_examples"]
