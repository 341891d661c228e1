// On paper the map has another frame and the light theme; afterwards everything is as it was.

import { element } from "./dom.js";

// Paper does not wait for the next frame: what an act would leave until then is done at once.
function actAtOnce(act) {
  const waiting = [];
  const later = window.requestAnimationFrame;
  window.requestAnimationFrame = (task) => waiting.push(task);
  try {
    act();
  } finally {
    window.requestAnimationFrame = later;
  }
  for (const task of waiting) task(performance.now());
}

// The legend goes under the map, with the rows of what the map shows.
function paperLegend(map) {
  const rows = map.getContainer().querySelectorAll('.atlas-legend-row[aria-pressed="true"]');
  const copies = [...rows].map((row) =>
    element("div", {}, ...[...row.children].map((line) => line.cloneNode(true))),
  );
  return element("div", { class: "print-legend" }, ...copies);
}

export function startPrinting(state) {
  const frame = document.querySelector(".map-area .atlas-map");
  // The map's own script keeps it under the id of its element.
  const map = frame && window[frame.id];
  if (!map) return;
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    const { theme, c, z } = state.get();
    const legend = paperLegend(map);
    before = { state: { theme, c, z }, bounds: map.getBounds(), view: [map.getCenter(), map.getZoom()], legend };
    root.classList.add("is-printing");
    frame.parentElement.after(legend);
    actAtOnce(() => {
      state.set({ theme: "light" });
      map.invalidateSize({ animate: false, pan: false });
      // A view that the reader has not chosen fits its box into the new frame by itself.
      if (c) map.fitBounds(before.bounds, { animate: false });
    });
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    root.classList.remove("is-printing");
    before.legend.remove();
    map.invalidateSize({ animate: false, pan: false });
    map.setView(before.view[0], before.view[1], { animate: false });
    state.set(before.state);
    before = null;
  });
}
