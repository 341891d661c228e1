// Cards, rows and bars of one event light up together with its shapes on the map.

import { meetsWindow } from "./dates.js";

// The tabs stay at the top of the panel while it scrolls.
const PANEL_TABS_PX = 48;

function listedElements() {
  const byEvent = new Map();
  for (const element of document.querySelectorAll("main [data-event]")) {
    if (element.closest(".map-area")) continue;
    const id = element.dataset.event;
    if (!byEvent.has(id)) byEvent.set(id, []);
    byEvent.get(id).push(element);
  }
  return byEvent;
}

function markEvent(byEvent, id, name, on) {
  for (const element of byEvent.get(id) ?? []) {
    element.classList.toggle(name, on);
    if (name !== "is-selected") continue;
    const button = element.querySelector("[data-action=select]");
    if (button) button.setAttribute("aria-pressed", String(on));
  }
}

// Only the panel is scrolled, and only where it scrolls by itself: on a phone the page stays.
function revealCard(id) {
  const panel = document.getElementById("panel");
  const card = document.querySelector(`.card[data-event="${CSS.escape(id)}"]`);
  if (!panel || !card || panel.scrollHeight <= panel.clientHeight) return;
  if (getComputedStyle(panel).overflowY !== "auto") return;
  const [frame, box] = [panel.getBoundingClientRect(), card.getBoundingClientRect()];
  const top = frame.top + PANEL_TABS_PX;
  if (box.height === 0 || (box.top >= top && box.bottom <= frame.bottom)) return;
  panel.scrollTo({ top: panel.scrollTop + box.top - top });
}

function toggleSelected(state, id) {
  state.set({ selected: state.get().selected === id ? null : id });
}

function followPointer(state, area) {
  const eventAt = (target) => target.closest?.("[data-event]")?.dataset.event ?? null;
  area.addEventListener("pointerover", (event) => state.set({ hovered: eventAt(event.target) }));
  area.addEventListener("pointerleave", () => state.set({ hovered: null }));
  area.addEventListener("focusin", (event) => state.set({ hovered: eventAt(event.target) }));
  area.addEventListener("focusout", () => state.set({ hovered: null }));
}

function followClicks(state, area) {
  area.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action=select]");
    const home = event.target.closest("[data-event]");
    if (!home || (!button && event.target.closest("a, button, summary"))) return;
    if (window.getSelection().toString()) return;
    if (!button && home.classList.contains("card-absent")) return;
    toggleSelected(state, home.dataset.event);
    const map = document.querySelector(".map-area");
    if (button && map && map.getBoundingClientRect().bottom < 120) map.scrollIntoView();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") state.set({ selected: null });
  });
}

function filterByWindow(days) {
  let [shown, whole] = [0, 0];
  for (const element of document.querySelectorAll("main [data-start]")) {
    const { start, end } = element.dataset;
    const outside = !meetsWindow(start, end, start ? days : null);
    if (element.classList.contains("bar")) {
      element.classList.toggle("is-outside", outside);
      continue;
    }
    element.hidden = outside;
    if (!element.classList.contains("card") || !start) continue;
    whole += 1;
    if (!outside) shown += 1;
  }
  const note = document.getElementById("filter-note");
  if (!note) return;
  note.hidden = !days;
  note.textContent = days ? `${shown} of ${whole} events fall in the days chosen below.` : "";
}

export function startHighlights(state) {
  const byEvent = listedElements();
  const areas = document.querySelectorAll("#panel, #timeline, .event-text");
  for (const button of document.querySelectorAll("[data-action=select]")) {
    button.hidden = false;
    // The dot before it, which ends a line rather than begins one.
    button.previousElementSibling.hidden = false;
    button.closest(".card").dataset.shown = "";
  }
  for (const area of areas) {
    followPointer(state, area);
    followClicks(state, area);
  }
  let before = { hovered: null, selected: null };
  const show = (now, changed) => {
    for (const [key, name] of [["hovered", "is-hovered"], ["selected", "is-selected"]]) {
      if (before[key] === now[key]) continue;
      markEvent(byEvent, before[key], name, false);
      markEvent(byEvent, now[key], name, true);
    }
    if (now.selected && now.selected !== before.selected) revealCard(now.selected);
    if (changed.has("window")) filterByWindow(now.window);
    before = { hovered: now.hovered, selected: now.selected };
  };
  state.subscribe(show);
  show(state.get(), new Set(["window"]));
}
