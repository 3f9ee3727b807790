"""What a message shares, read out of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.resources.words import (
    LONGEST_TITLE,
    MOST_LINKS,
    is_explained,
    links_in,
    said_besides,
    title_of,
    who_for,
)

URL = "https://hubs.example.org/docs/call-back-rota"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Ours is here: {URL}.", [URL]),
        (f"Our rota ({URL}) and again {URL}", [URL]),
        ("See https://example.org/a_(b), or http://example.org", None),
        ("No link: www.example.org, https://, http://[", []),
        ("https://example.org/" + "a" * 1000, []),
    ],
)
def test_links_end_where_the_sentence_goes_on(text: str, links: list[str] | None) -> None:
    expected = ["https://example.org/a_(b)", "http://example.org"] if links is None else links
    assert links_in(text) == expected


@pytest.mark.parametrize(
    ("address", "text", "title"),
    [
        (URL, "whatever", "Call back rota"),
        ("https://example.org/files/Hub%20DPIA%202026.docx?web=1", "", "Hub DPIA 2026"),
        (
            "https://docs.example.org/document/d/1A2b3C4d5E/edit",
            "see https://docs.example.org/document/d/1A2b3C4d5E/edit the rota we print. Take it",
            "The rota we print",
        ),
        ("https://example.org/x", "<@U1> here", "example.org"[:1].upper() + "xample.org"),
    ],
)
def test_a_link_is_called_by_its_address_or_by_what_is_said_of_it(
    address: str, text: str, title: str
) -> None:
    assert title_of(address, text) == title


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A template for hub managers: " + URL, "hub managers"),
        ("Our checklists for carers who foster siblings", "carers"),
        ("We have a template for exactly this", ""),
        ("Thank you for asking", ""),
    ],
)
def test_for_whom_it_is_is_read_only_where_plainly_said(text: str, who: str) -> None:
    assert who_for(text) == who


def test_six_words_beside_the_link_explain_it() -> None:
    assert is_explained(f"The rota our six carers use {URL}")
    assert not is_explained(f"<@U1> the rota that we use {URL}")


@given(st.text(), st.lists(st.sampled_from([URL, "https://e.org/1", "www.e.org"]), max_size=8))
def test_any_text_can_be_read(text: str, shared: list[str]) -> None:
    whole = " ".join([text, *shared])
    links = links_in(whole)
    assert len(links) == len(set(links)) <= MOST_LINKS
    assert all(one in whole for one in links)
    assert all(one not in said_besides(whole) for one in links)
    for one in links:
        assert 0 < len(title_of(one, whole)) <= LONGEST_TITLE
    assert "\n" not in who_for(whole)
