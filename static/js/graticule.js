// Lines of whole degrees: how far apart, and their labels at the edges of the frame.

import { degreeText } from "./positions.js";
import { worldX, worldY } from "./mercator.js";

const GRATICULE_STEPS = [
  [3.2, 20],
  [5.2, 10],
  [6.4, 5],
  [7.6, 2],
  [8.8, 1],
  [10, 0.5],
];

/** Degrees between two lines at a zoom. */
export function graticuleStep(zoom) {
  return GRATICULE_STEPS.find(([limit]) => zoom < limit)?.[1] ?? 0.25;
}

/** The marks of a view: meridians for the top edge, parallels for the left one. */
export function graticuleLabels(view, [west, south, east, north]) {
  const step = graticuleStep(view.zoom);
  const digits = step < 1 ? (step < 0.5 ? 2 : 1) : 0;
  const marks = [];
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    const x = worldX(lon) * view.scale - view.origin.x;
    marks.push({ text: degreeText(lon, "EW", digits), x, edge: "top" });
  }
  for (let lat = Math.ceil(south / step) * step; lat <= Math.min(north, 84); lat += step) {
    const y = worldY(lat) * view.scale - view.origin.y;
    marks.push({ text: degreeText(lat, "NS", digits), y, edge: "left" });
  }
  return marks;
}
