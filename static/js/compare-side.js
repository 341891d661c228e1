// Two maps that move together. They read their data from one source, so that it comes once.

import { sideRows, yearMark } from "./compare-records.js";
import { element } from "./dom.js";
import { openSource } from "./sources.js";

function onceEach(ask) {
  const asked = new Map();
  return (...what) => {
    const key = what.join("/");
    if (!asked.has(key)) {
      const answer = ask(...what);
      asked.set(key, answer);
      // What did not come may be asked for again.
      answer.catch(() => asked.delete(key));
    }
    return asked.get(key);
  };
}

/** A source whose every answer is shared by all who ask. */
export function sharedSource(sources) {
  const source = openSource(sources);
  const [collection, cell, zone] = [source.collection, source.cell, source.zone].map(onceEach);
  return { ...source, collection, cell, zone };
}

function nameSide(frame, compared, side) {
  const marks = sideRows(compared, side).flatMap(yearMark);
  frame.append(element("p", { class: "atlas-side-name" }, ...marks));
}

// To the very same view: the first one lies between the steps of the zoom buttons.
function lead(one, other) {
  const { zoomSnap } = other.map.options;
  other.map.options.zoomSnap = 0;
  other.map.setView(one.map.getCenter(), one.map.getZoom(), { animate: false });
  other.map.options.zoomSnap = zoomSnap;
}

function follow(one, other, busy) {
  one.map.on("move", () => {
    if (busy.now) return;
    busy.now = true;
    other.view.touch();
    lead(one, other);
    busy.now = false;
  });
}

/** Starts the two maps of a comparison in the frame of one; start(entry, source) starts a map. */
export async function startPair({ element: id, options, config }, start) {
  const first = document.getElementById(id);
  const second = element("div", { class: first.className, id: `${id}_right`, tabindex: "0" });
  first.after(second);
  first.parentElement.classList.add("is-pair");
  // Labels keep clear of the names of the sides: they stand there before the first label.
  nameSide(first, config.compared, "left");
  nameSide(second, config.compared, "right");
  const source = sharedSource(config.sources);
  const entry = (frame, side) => ({ element: frame.id, options, config: { ...config, side } });
  const maps = await Promise.all([
    start(entry(first, "left"), source),
    start(entry(second, "right"), source),
  ]);
  lead(maps[0], maps[1]);
  const busy = { now: false };
  follow(maps[0], maps[1], busy);
  follow(maps[1], maps[0], busy);
}
