// Two panes of one map with a handle between them: each pane is cut at the handle, areas, lines and
// labels alike.

import { element } from "./dom.js";
import { sideRows, yearMark } from "./compare-records.js";

const SWIPE_STEP = 2;
const SWIPE_LEAP = 10;
const SWIPE_FAR_PX = 4000;
const SWIPE_KEYS = {
  ArrowLeft: -SWIPE_STEP,
  ArrowDown: -SWIPE_STEP,
  ArrowRight: SWIPE_STEP,
  ArrowUp: SWIPE_STEP,
  PageDown: -SWIPE_LEAP,
  PageUp: SWIPE_LEAP,
  Home: -100,
  End: 100,
};

function sharedAt() {
  const at = Number(new URLSearchParams(window.location.search).get("at") ?? 50);
  return Number.isFinite(at) ? Math.min(Math.max(Math.round(at), 0), 100) : 50;
}

function writeAt(at) {
  try {
    const query = new URLSearchParams(window.location.search);
    if (at === 50) query.delete("at");
    else query.set("at", String(at));
    const text = query.toString().replace(/%2C/g, ",");
    history.replaceState(history.state, "", `${window.location.pathname}?${text}${window.location.hash}`);
  } catch {
    // A sandboxed frame has no address of its own.
  }
}

function sideWords(compared, side) {
  return sideRows(compared, side).map((row) => row.name ?? row.key).join(", ");
}

function handleOf(compared) {
  const flag = (side) =>
    element("span", { class: `atlas-swipe-name atlas-swipe-${side}` }, ...sideRows(compared, side).flatMap(yearMark));
  return element(
    "div",
    {
      class: "atlas-swipe",
      role: "slider",
      tabindex: "0",
      "aria-label": `Divider between ${sideWords(compared, "left")} and ${sideWords(compared, "right")}`,
      "aria-orientation": "horizontal",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
    },
    flag("left"),
    element("span", { class: "atlas-swipe-grip", "aria-hidden": "true" }, "⇔"),
    flag("right"),
  );
}

// A pane has no size of its own: its cut is a polygon in the pixels of the layer.
function cutPanes(map, at) {
  const size = map.getSize();
  const { x, y } = map.containerPointToLayerPoint([(size.x * at) / 100, 0]);
  const [top, bottom] = [y - SWIPE_FAR_PX, y + size.y + SWIPE_FAR_PX];
  const cut = (from, to) => `polygon(${from}px ${top}px, ${to}px ${top}px, ${to}px ${bottom}px, ${from}px ${bottom}px)`;
  const cuts = { left: cut(x - size.x - SWIPE_FAR_PX, x), right: cut(x, x + size.x + SWIPE_FAR_PX) };
  for (const [side, value] of Object.entries(cuts)) {
    for (const name of [`atlas-shapes-${side}`, `atlas-labels-${side}`]) {
      const pane = map.getPane(name);
      if (pane) pane.style.clipPath = value;
    }
  }
}

function followGrip(map, handle, set) {
  let held = null;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = event.pointerId;
    handle.setPointerCapture(held);
    handle.focus();
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held) return;
    const { left, width } = map.getContainer().getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  });
  const end = (event) => {
    if (event.pointerId === held) held = null;
  };
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}

/**
 * Adds the handle to a map whose shapes and labels stand in panes of two sides; onRest is called
 * when it has come to rest, for labels that keep clear of it.
 */
export function addSwipe(map, compared, onRest) {
  const handle = handleOf(compared);
  map.getContainer().append(handle);
  L.DomEvent.disableClickPropagation(handle);
  let at = sharedAt();
  let timer = 0;
  const show = () => {
    cutPanes(map, at);
    handle.style.left = `${at}%`;
    handle.setAttribute("aria-valuenow", String(at));
    handle.setAttribute("aria-valuetext", `${sideWords(compared, "left")} on the left ${at} %, ${sideWords(compared, "right")} on the right`);
  };
  const set = (value) => {
    at = Math.min(Math.max(Math.round(value), 0), 100);
    show();
    clearTimeout(timer);
    timer = setTimeout(() => {
      writeAt(at);
      onRest();
    }, 200);
  };
  handle.addEventListener("keydown", (event) => {
    const step = SWIPE_KEYS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    set(at + step * (event.shiftKey && Math.abs(step) === SWIPE_STEP ? SWIPE_LEAP / SWIPE_STEP : 1));
  });
  followGrip(map, handle, set);
  map.on("move zoom viewreset resize moveend", show);
  show();
  onRest();
}
