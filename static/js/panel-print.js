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
function paperLegend(area) {
  const rows = area.querySelectorAll('.atlas-legend-row[aria-pressed="true"]');
  const copies = [...rows].map((row) =>
    element("div", {}, ...[...row.children].map((line) => line.cloneNode(true))),
  );
  return element("div", { class: "print-legend" }, ...copies);
}

export function startPrinting(state) {
  const area = document.querySelector(".map-area");
  // The script of a map keeps it under the id of its element; a pair stands in one area.
  const mapsNow = () => [...(area?.querySelectorAll(".atlas-map") ?? [])].map(({ id }) => window[id]).filter(Boolean);
  if (!area) return;
  const root = document.documentElement;
  let before = null;
  window.addEventListener("beforeprint", () => {
    const maps = mapsNow();
    if (!maps.length) return;
    const { theme, c, z } = state.get();
    const legend = paperLegend(maps[maps.length - 1].getContainer());
    const views = maps.map((map) => ({ map, bounds: map.getBounds(), view: [map.getCenter(), map.getZoom()] }));
    before = { state: { theme, c, z }, views, legend };
    root.classList.add("is-printing");
    area.after(legend);
    actAtOnce(() => {
      state.set({ theme: "light" });
      for (const { map } of views) map.invalidateSize({ animate: false, pan: false });
      // A view that the reader has not chosen fits its box into the new frame by itself; of a pair
      // each map leads the other there, so both are told.
      if (c || maps.length > 1) for (const { map, bounds } of views) map.fitBounds(bounds, { animate: false });
    });
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    root.classList.remove("is-printing");
    before.legend.remove();
    for (const { map, view } of before.views) {
      map.invalidateSize({ animate: false, pan: false });
      map.setView(...view, { animate: false });
    }
    state.set(before.state);
    before = null;
  });
}
