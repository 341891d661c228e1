// Popups stand above the controls and the markers at the edge: their pane leaves the map's own
// pane, which lies below those, and goes along with it.

/** Lifts the pane of the popups above everything that floats over a map. */
export function liftPopups(map) {
  const pane = map.getPane("popupPane");
  const moved = map.getPane("mapPane");
  pane.classList.add("atlas-popups");
  map.getContainer().append(pane);
  const follow = () => {
    pane.style.transform = moved.style.transform;
  };
  new MutationObserver(follow).observe(moved, { attributes: true, attributeFilter: ["style"] });
  follow();
}
