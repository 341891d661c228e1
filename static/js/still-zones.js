// The zones of the page's still drawing stay on the map, between its land and its events, until
// the map has its own.

const isSeen = (node) => getComputedStyle(node).display !== "none";

// Where the strokes of the still's hatches lie: what puts those of the map, 10 px apart, on them.
function hatchMatrix(zones, svg) {
  const strokes = [...zones.querySelectorAll("pattern path")].find(isSeen);
  const [from, to] = [zones.getScreenCTM(), svg.getScreenCTM()];
  if (!strokes || !from || !to) return "";
  const scale = (from.a * Number(strokes.dataset.step)) / 10;
  return `matrix(${scale} 0 0 ${scale} ${from.e - to.e} ${from.f - to.f})`;
}

// An empty copy of the still in a pane, where it lay on the screen: from there the map moves it.
function copyInto(pane, still) {
  const frame = still.cloneNode(false);
  for (const name of ["role", "aria-labelledby"]) frame.removeAttribute(name);
  frame.setAttribute("aria-hidden", "true");
  const [from, to] = [still.getBoundingClientRect(), pane.getBoundingClientRect()];
  const place = { left: from.x - to.x, top: from.y - to.y, width: from.width, height: from.height };
  for (const [side, px] of Object.entries(place)) frame.style[side] = `${px}px`;
  pane.append(frame);
  return frame;
}

/**
 * Moves the still drawing's zones into a pane of the map, if they are seen.
 *
 * Gives a function that takes them away, with the map's own drawing in their place; the strokes of
 * its hatches stay where they were. They are of one zoom: where it changes they go by themselves.
 */
export function keepStillZones(map, pane) {
  const still = map.getContainer().parentElement?.querySelector(":scope > .atlas-still");
  const zones = still?.querySelector(".still-zones");
  if (!zones || !isSeen(still)) return () => {};
  const frame = copyInto(pane, still);
  frame.append(zones);
  let patterns = [];
  const end = () => {
    frame.remove();
    for (const pattern of patterns) pattern.removeAttribute("patternTransform");
  };
  map.once("zoomstart", end);
  return (svg) => {
    if (!frame.isConnected) return;
    const matrix = hatchMatrix(zones, svg);
    patterns = [...svg.querySelectorAll("pattern")];
    if (matrix) for (const pattern of patterns) pattern.setAttribute("patternTransform", matrix);
    frame.remove();
  };
}
