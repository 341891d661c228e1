"""Labels name each event once, keep off lines and dots, and are tied to what they name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

NAMES = """() => [...document.querySelectorAll(".atlas-label-event")]
  .map((node) => [node.dataset.event, Boolean(node.querySelector(".atlas-run-event"))])"""
FIXES = """() => [...document.querySelectorAll(".atlas-label-fix")].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.textContent, box.left, box.top];
})"""
COVERED_DOTS = """() => [...document.querySelectorAll(".atlas-place-dot")].filter((dot) => {
  const box = dot.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return [...document.querySelectorAll(".atlas-label")].some((label) => {
    const other = label.getBoundingClientRect();
    return x > other.left && x < other.right && y > other.top && y < other.bottom;
  });
}).length"""
# Labels of tracks further from every point of their lines than a reader bridges unaided.
LOOSE = """() => [...document.querySelectorAll("text.atlas-label-event")].filter((label) => {
  const event = label.dataset.event;
  const box = label.getBoundingClientRect();
  const lines = document.querySelectorAll(`.atlas-hit[data-event="${event}"]`);
  if (document.querySelector(`.atlas-level-areas [data-event="${event}"]`)) return false;
  const tie = document.querySelector(`path.atlas-tie[data-event="${event}"]`);
  if (!lines.length || tie) return false;
  return ![...lines].some((line) => {
    const matrix = line.getScreenCTM();
    for (let at = 0; at <= line.getTotalLength(); at += 6) {
      const point = line.getPointAtLength(at).matrixTransform(matrix);
      const dx = Math.max(box.left - point.x, 0, point.x - box.right);
      const dy = Math.max(box.top - point.y, 0, point.y - box.bottom);
      if (Math.hypot(dx, dy) < 24) return true;
    }
    return false;
  });
}).map((label) => label.textContent)"""
CROWDED = [2017, 2022, 2024, 2025]


@pytest.fixture(params=CROWDED)
def crowded(watched, request):
    watched.open(f"/years/{request.param}", drawn=True)
    watched.page.locator(".atlas-label-event").first.wait_for(state="attached")
    return watched.page


def test_each_event_has_its_name_once(crowded):
    names = crowded.evaluate(NAMES)
    events = {event for event, _ in names}
    written = [event for event, is_name in names if is_name]
    assert len(events) >= 2
    assert sorted(written) == sorted(events)


def test_no_ring_has_the_same_label_twice(crowded):
    found = crowded.evaluate(FIXES)
    twice = [
        (text, other) for index, (text, x, y) in enumerate(found)
        for other, other_x, other_y in found[index + 1 :]
        if text == other and abs(x - other_x) < 60 and abs(y - other_y) < 40
    ]  # fmt: skip
    assert [pair for pair in twice if "," in pair[0]] == []


def test_no_label_covers_the_dot_of_a_place(crowded):
    assert crowded.evaluate(COVERED_DOTS) == 0


def test_name_far_from_its_lines_is_tied_to_them(crowded):
    assert crowded.evaluate(LOOSE) == []


def test_vladivostok_keeps_its_dot_beside_vostok(watched):
    watched.open("/years/2022", drawn=True)
    words = watched.page.locator("svg.atlas-labels text").all_text_contents()
    assert "Vladivostok" in words
    assert any(word.startswith("Vostok-2022") for word in words)


@pytest.mark.parametrize("width", [820, 1000, 1440])
def test_no_line_of_card_links_begins_with_a_dot(watched, width):
    watched.page.set_viewport_size({"width": width, "height": 900})
    watched.open("/years/2025")
    expect(watched.page.locator("[data-action=select]").first).to_be_visible()
    starts = watched.page.evaluate(
        """() => [...document.querySelectorAll(".card-links")].filter((line) => {
          const range = document.createRange();
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const left = line.getBoundingClientRect().left;
          while (walker.nextNode()) {
            const text = walker.currentNode;
            const at = text.data.indexOf("·");
            if (at < 0) continue;
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const box = range.getBoundingClientRect();
            if (box.width && box.left - left < 4) return true;
          }
          return getComputedStyle(line.querySelector("button") ?? line, "::before")
            .content.includes("·");
        }).length"""
    )
    assert starts == 0
    links = watched.page.locator(".card-links").first
    assert links.locator("span:text-is('·')").is_visible()


def test_first_handle_leaves_the_month_readable(phone):
    phone.open("/years/2025")
    phone.page.wait_for_selector(".time-handle")
    covers = phone.page.evaluate(
        """() => {
          const text = document.querySelector(".month-name").getBoundingClientRect();
          const handle = document.querySelector(".time-handle");
          const grip = getComputedStyle(handle, "::after");
          const box = handle.getBoundingClientRect();
          const top = box.bottom - parseFloat(grip.bottom) - parseFloat(grip.height);
          const line = box.left + box.width / 2 + 1;
          return [text.bottom - top, line - text.left];
        }"""
    )
    assert covers[0] <= 0
    assert covers[1] <= 0
