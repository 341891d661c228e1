"""Compression, revalidation, and what is kept."""

import gzip

import brotli
import pytest

from mapper.web.bodies import Body, BodyCache

DATA = "/data/exercises/2025.geojson"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_best_accepted_coding_is_used(client, accepted, coding):
    plain = client.get(DATA).data
    response = client.get(DATA, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(response.data) == plain


def test_a_small_answer_is_not_compressed(client):
    response = client.get("/healthz", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("path", ["/", "/years/2025", DATA, "/data/patrols/2025.csv"])
@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_what_the_reader_holds_is_not_sent_again(client, path, accepted):
    first = client.get(path, headers={"Accept-Encoding": accepted})
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(
        path, headers={"Accept-Encoding": accepted, "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_the_codings_of_one_answer_have_etags_of_their_own(client):
    etags = {client.get(DATA, headers={"Accept-Encoding": accepted}).headers["ETag"]
             for accepted in ("br", "gzip", "identity")}  # fmt: skip
    assert len(etags) == 3


def test_an_answer_is_made_once():
    cache, made = BodyCache(), []

    def make() -> Body:
        made.append(1)
        return Body(b"x", "text/plain")

    assert cache.get("key", make) is cache.get("key", make)
    assert len(made) == 1


def test_the_least_used_answer_is_dropped_when_the_limit_is_reached():
    cache = BodyCache(limit=4000)
    first = cache.get("first", lambda: Body(b"x" * 1000, "text/plain"))
    cache.get("second", lambda: Body(b"x" * 1000, "text/plain"))
    assert cache.get("first", lambda: Body(b"new", "text/plain")) is first
    cache.get("third", lambda: Body(b"x" * 1000, "text/plain"))
    assert cache.get("first", lambda: Body(b"new", "text/plain")) is first
    assert cache.get("second", lambda: Body(b"new", "text/plain")).content == b"new"
