// Moving the view: to a box, to an event, and back to the first view.

import { wantsStillness } from "./dom.js";
import { worldLat, worldLon } from "./mercator.js";

const ROOM_PX = 48;
const LEGEND_ROOM_PX = 288;

/** From this width of a map on its legend stands open, on the right. */
export const WIDE_MAP_PX = 900;

// What a view keeps free of its box: tools on the left, the legend on the right of a wide map, or
// folded at the top of another. page-map.css gives the page's still drawing the same frame.
function fitOptions(map) {
  const { x, y } = map.getSize();
  const wide = x > WIDE_MAP_PX;
  const room = Math.min(ROOM_PX, x / 12, y / 10);
  return {
    paddingTopLeft: [Math.min(ROOM_PX, x / 8), wide ? room / 2 : Math.min(ROOM_PX, y / 8)],
    paddingBottomRight: [wide ? LEGEND_ROOM_PX : room, room],
    maxZoom: 9,
    animate: !wantsStillness(),
  };
}

/** Sets the first view of a map: the box of its scene. */
export function showBox(map, { view }) {
  const [west, south, east, north] = view.bbox;
  const right = east < west ? east + 360 : east;
  // To the box exactly, between the steps of the zoom buttons: as the page's still drawing has it.
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  map.fitBounds(
    [
      [south, west],
      [north, right],
    ],
    { ...fitOptions(map), animate: false },
  );
  map.options.zoomSnap = zoomSnap;
}

/** The Leaflet bounds of a group next to the middle of the view, never smaller than a degree. */
function groupBounds(map, groups) {
  const middle = (map.getCenter().lng + 180) / 360;
  const bounds = L.latLngBounds([]);
  for (const { box } of groups) {
    const turn = Math.round(middle - (box[0] + box[2]) / 2);
    bounds.extend([worldLat(box[1]), worldLon(box[0] + turn)]);
    bounds.extend([worldLat(box[3]), worldLon(box[2] + turn)]);
  }
  return bounds.isValid() ? bounds.pad(0.35) : null;
}

/** Flies to groups; animate: false goes there at once; closest: the nearest zoom, else by the view. */
export function flyToGroups(map, groups, { animate = true, closest = null } = {}) {
  const bounds = groupBounds(map, groups);
  if (!bounds) return;
  const options = { ...fitOptions(map), maxZoom: closest ?? Math.max(7, Math.min(map.getZoom(), 8)) };
  options.animate &&= animate;
  if (options.animate) map.flyToBounds(bounds, { ...options, duration: 0.9 });
  else map.fitBounds(bounds, options);
}

/** Whether a group's main point lies in view, away from the edge. */
export function isShown(map, group) {
  const size = map.getSize();
  const middle = (map.getCenter().lng + 180) / 360;
  const turn = Math.round(middle - group.anchor.x);
  const at = map.latLngToContainerPoint([
    worldLat(group.anchor.y),
    worldLon(group.anchor.x + turn),
  ]);
  return at.x > 12 && at.y > 12 && at.x < size.x - 12 && at.y < size.y - 12;
}
