"""Figures in a real browser: their own fonts, nothing refused, every text where it was measured."""

from __future__ import annotations

import pytest

_OUTSIDE = """() => {
  const frame = document.documentElement.getBoundingClientRect();
  return [...document.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map((text) => text.textContent);
}"""
_WIDTHS = """() => [...document.querySelectorAll("text:not([transform])")].map((text) => [
  text.textContent, text.getComputedTextLength(), Number(text.getAttribute("textLength"))])"""


@pytest.mark.parametrize(
    "path", ["years/2024.svg?size=column", "events/joint-sea-2025.svg?theme=dark"]
)
def test_a_figure_shows_as_it_was_set(page, server, path):
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.goto(f"{server}/figures/{path}")
    page.evaluate("() => document.fonts.ready.then(() => 0)")
    faces = page.evaluate("() => [...document.fonts].map((face) => [face.family, face.status])")
    assert {status for _, status in faces} == {"loaded"}
    assert '"Atlas Sans"' in {family for family, _ in faces} or "Atlas Sans" in dict(faces)
    assert page.evaluate(_OUTSIDE) == []
    for text, real, measured in page.evaluate(_WIDTHS):
        assert real == pytest.approx(measured, rel=0.01), text
    assert told == []
