"""An invented child, and the signs by which anything told of them would be found."""

from typing import Any

SIGNS = (
    "Zebedee",
    "Quillfeather",
    "07700 900123",
    "07700900123",
    "943 476 5919",
    "9434765919",
    "zz9x@example.org",
    "LS1 4AP",
)
CHILD = (
    "Our foster child Zebedee Quillfeather keeps asking for Zebedee's mum. Ring the carer on"
    " 07700 900123 or write to zz9x@example.org, NHS number 943 476 5919, they live at LS1 4AP."
)
QUESTION = f"How do you help a child to settle? {CHILD}"
KEPT = "keeps asking for"
"""Of the words, what is harmless: it must be found, or the search would show nothing."""


async def taken(request: Any) -> None:
    """Send a request, which must be taken."""
    response = await request
    assert response.status == 200, await response.text()
