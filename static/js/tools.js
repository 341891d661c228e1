// The tool bar and the keys of the map.

import { element, svgElement } from "./dom.js";

const TOOL_DRAWINGS = {
  in: "M9 4V14M4 9H14",
  out: "M4 9H14",
  home: "M3.5 9L9 4L14.5 9M5.5 8V14H12.5V8",
  measure: "M3 12L12 3L15 6L6 15ZM6 9L7.5 10.5M8 7L9.5 8.5M10 5L11.5 6.5",
  full: "M3.5 7V3.5H7M11 3.5H14.5V7M14.5 11V14.5H11M7 14.5H3.5V11",
  theme: "M9 3.5A5.5 5.5 0 1 0 9 14.5A5.5 5.5 0 1 0 9 3.5M9 3.5V14.5M11 4V14M13 5.5V12.5",
  keys: "M6.8 7A2.2 2.2 0 1 1 9 9.4V10.6M9 13.4V13.5",
};

const MAP_KEYS = [
  ["Arrow keys", "move the map"],
  ["+ and −", "zoom"],
  ["0", "first view"],
  ["Enter", "position at the middle; while measuring, a point there"],
  ["M", "measure; Backspace takes the last point back"],
  ["L", "legend"],
  ["F", "full screen"],
  ["?", "these keys"],
  ["Esc", "close or end"],
];

function toolButton(name, words, onClick) {
  const drawing = svgElement(
    "svg",
    { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" },
    svgElement("path", { d: TOOL_DRAWINGS[name] }),
  );
  const attributes = { type: "button", class: "atlas-tool", title: words, "aria-label": words };
  return element("button", { ...attributes, "data-tool": name, click: onClick }, drawing);
}

function keyList() {
  const rows = MAP_KEYS.flatMap(([key, words]) => [
    element("dt", {}, element("kbd", {}, key)),
    element("dd", {}, words),
  ]);
  const close = element("button", { type: "button", class: "atlas-keys-close" }, "Close");
  const box = element(
    "section",
    { class: "atlas-keys", "aria-label": "Keys of the map" },
    element("h3", {}, "Keys, while the map has the focus"),
    element("dl", {}, ...rows),
    close,
  );
  box.hidden = true;
  close.addEventListener("click", () => {
    box.hidden = true;
  });
  return box;
}

/** Fills the screen with a map's frame, where the browser lets it. */
async function toggleFullscreen(frame) {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await frame.requestFullscreen();
  } catch {
    frame.classList.toggle("is-filling");
  }
}

function bar(buttons) {
  const box = element("div", { class: "atlas-tools", role: "group" }, ...buttons);
  box.setAttribute("aria-label", "Map tools");
  const control = L.control({ position: "topleft" });
  control.onAdd = () => box;
  L.DomEvent.disableClickPropagation(box);
  return { control, box };
}

/** Adds the buttons; actions: {home, measure, legend, position, escape, nextTheme or null}. */
export function addTools(map, actions) {
  const frame = map.getContainer();
  const keys = keyList();
  frame.append(keys);
  L.DomEvent.disableClickPropagation(keys);
  const showKeys = () => {
    keys.hidden = !keys.hidden;
  };
  const fill = () => toggleFullscreen(frame);
  const measure = toolButton("measure", "Measure a distance (M)", actions.measure);
  measure.setAttribute("aria-pressed", "false");
  const buttons = [
    toolButton("in", "Zoom in (+)", () => map.zoomIn(1)),
    toolButton("out", "Zoom out (−)", () => map.zoomOut(1)),
    toolButton("home", "First view (0)", actions.home),
    measure,
    toolButton("full", "Full screen (F)", fill),
    actions.nextTheme ? toolButton("theme", "Light or dark", actions.nextTheme) : null,
    toolButton("keys", "Keys of the map (?)", showKeys),
  ];
  bar(buttons.filter(Boolean)).control.addTo(map);
  listenToKeys(frame, { ...actions, fill, showKeys, hideKeys: () => (keys.hidden = true) });
  return { measuring: (on) => measure.setAttribute("aria-pressed", String(on)) };
}

function listenToKeys(frame, actions) {
  const byKey = {
    0: actions.home,
    Enter: actions.position,
    m: actions.measure,
    l: actions.legend,
    f: actions.fill,
    "?": actions.showKeys,
    Backspace: actions.takeBack,
  };
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      actions.hideKeys();
      actions.escape();
      frame.classList.remove("is-filling");
    }
    // Letters belong to the map only while it has the focus itself, not a button in it.
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
