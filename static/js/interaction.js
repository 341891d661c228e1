// What a click or a hover on the map does.

import { element } from "./dom.js";
import { liftPopups } from "./popup-pane.js";
import { closurePopup, eventPopup } from "./popups.js";
import { positionPopup } from "./position-popup.js";
import { zoneAreaPopup, zoneLinePopup } from "./zone-popups.js";

const POPUP_WIDEST_PX = 320;
// The margins of a popup's content on both sides, and its tip with the margins above and below.
const POPUP_SIDES_PX = 34;
const POPUP_ENDS_PX = 48;

function popupOptions(map) {
  const size = map.getSize();
  return {
    maxWidth: Math.min(POPUP_WIDEST_PX, size.x * 0.75 - POPUP_SIDES_PX),
    minWidth: Math.min(220, size.x * 0.5),
    maxHeight: Math.max(120, size.y * 0.6 - POPUP_ENDS_PX),
    className: "atlas-popup",
    autoPanPadding: [12, 12],
  };
}

function findGroup(scene, node) {
  const feature = node.dataset.feature;
  if (feature) return scene.shapes.groups.find((group) => group.id === feature);
  return scene.shapes.groups.find((group) => group.event === node.dataset.event);
}

// The fix that a tint stands for: the nearest of those known to no better than a whole theatre.
function wideFix(group, latlng) {
  const away = (fix) => latlng.distanceTo([fix.waypoint.lat, fix.waypoint.lon]);
  const wide = group.fixes.filter((fix) => fix.wide && !fix.off);
  return wide.sort((a, b) => away(a) - away(b))[0];
}

/** Listens to clicks and hovers, on zones() too; gives the actions that keys and buttons share. */
export function addInteraction(map, state, config, scene, { measure, zones }) {
  liftPopups(map);
  const open = (latlng, content) => L.popup(popupOptions(map)).setLatLng(latlng).setContent(content).openOn(map);

  function openEvent(latlng, node) {
    const group = findGroup(scene, node);
    if (!group) return;
    // A region speaks for the patrol that it belongs to.
    const main = scene.shapes.groups.find((other) => other.id === group.event) ?? group;
    if (group.warning) {
      // The panel tells what was read; a click brings it into sight.
      scene.pointed = true;
      state.set({ selected: null });
      state.set({ selected: group.event });
      scene.pointed = false;
      return;
    }
    if (group.closure) {
      open(latlng, closurePopup(group));
      return;
    }
    const order = Number(node.dataset.order);
    const fix = group.theatre
      ? wideFix(main, latlng)
      : group.fixes.find((one) => one.waypoint.order === order);
    const card = eventPopup(group.part ? group : main, fix?.waypoint, config);
    if (group.theatre) openPosition(latlng, [card]);
    else open(latlng, card);
    // What the reader points at is in view already: the map stays where it is.
    scene.pointed = true;
    state.set({ selected: group.event });
    scene.pointed = false;
  }

  // Above the position stands what was pointed at: a tint is as wide as a sea, and where several
  // states claim the waters the popup says so.
  function openPosition(latlng, above = []) {
    const popup = L.popup(popupOptions(map)).setLatLng(latlng);
    const where = { lon: latlng.lng, lat: latlng.lat, view: zones().claims() };
    const place = positionPopup(where, config, () => popup.update());
    popup.setContent(element("div", {}, ...above, place));
    popup.openOn(map);
  }

  function openGround(latlng) {
    const { line, areas } = zones().at(latlng);
    if (line) open(latlng, zoneLinePopup(line, config, zones().credits()));
    else openPosition(latlng, areas.map((zone) => zoneAreaPopup(zone, config, config.names, zones().credits())));
  }

  map.on("click", (event) => {
    if (measure.isActive()) {
      measure.add(event.latlng);
      return;
    }
    const node = event.originalEvent?.target?.closest?.("[data-event], [data-feature]");
    if (node && map.getContainer().contains(node)) openEvent(event.latlng, node);
    else openGround(event.latlng);
  });

  const hover = (event) => event.target.closest?.("[data-event]")?.getAttribute("data-event") ?? null;
  const pane = map.getPane("mapPane");
  pane.addEventListener("pointerover", (event) => state.set({ hovered: hover(event) }));
  pane.addEventListener("pointerleave", () => state.set({ hovered: null }));

  return {
    measure: () => measure.setActive(!measure.isActive()),
    position: () => (measure.isActive() ? measure.add(map.getCenter()) : openGround(map.getCenter())),
    takeBack: () => measure.isActive() && measure.dropLast(),
    escape: () => {
      measure.setActive(false);
      map.closePopup();
    },
  };
}
