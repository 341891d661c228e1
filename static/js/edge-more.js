// The events outside the view for which the edge has no room: told by their number, listed on demand.

import { element } from "./dom.js";

/** A disclosure that lists chips; it keeps open while the map moves. */
export function moreChip(chips, isOpen, onToggle) {
  const list = element("ul", {}, ...chips.map((chip) => element("li", {}, chip)));
  const box = element(
    "details",
    { class: "atlas-edge atlas-edge-more", open: isOpen },
    element("summary", {}, `+${chips.length} more`),
    list,
  );
  box.addEventListener("toggle", () => onToggle(box.open));
  box.setAttribute("aria-label", `${chips.length} more events outside this view`);
  return box;
}

/** Makes the list of a disclosure at [x, y] open into the frame. */
export function aimList(box, [x, y], frame) {
  box.classList.toggle("is-low", y > frame.y / 2);
  box.classList.toggle("is-right", x > frame.x / 2);
}
