// What a click or a hover on the map does.

import { element } from "./dom.js";
import { closurePopup, eventPopup } from "./popups.js";
import { positionPopup } from "./position-popup.js";
import { zoneAreaPopup, zoneLinePopup } from "./zone-popups.js";

const POPUP_WIDEST_PX = 320;

function popupOptions(map) {
  const size = map.getSize();
  return {
    maxWidth: Math.min(POPUP_WIDEST_PX, size.x * 0.6),
    minWidth: Math.min(220, size.x * 0.5),
    maxHeight: Math.max(120, size.y * 0.6 - 40),
    className: "atlas-popup",
    autoPanPadding: [12, 12],
  };
}

function findGroup(scene, node) {
  const feature = node.dataset.feature;
  if (feature) return scene.shapes.groups.find((group) => group.id === feature);
  return scene.shapes.groups.find((group) => group.event === node.dataset.event);
}

/** Listens to clicks and hovers, on zones() too; gives the actions that keys and buttons share. */
export function addInteraction(map, state, config, scene, { measure, zones }) {
  const open = (latlng, content) => L.popup(popupOptions(map)).setLatLng(latlng).setContent(content).openOn(map);

  function openEvent(latlng, node) {
    const group = findGroup(scene, node);
    if (!group) return;
    // A region speaks for the patrol that it belongs to.
    const main = scene.shapes.groups.find((other) => other.id === group.event) ?? group;
    if (group.closure) {
      open(latlng, closurePopup(group));
      return;
    }
    const order = Number(node.dataset.order);
    const fix = group.fixes.find((one) => one.waypoint.order === order);
    open(latlng, eventPopup(group.part ? group : main, fix?.waypoint, config));
    state.set({ selected: group.event });
  }

  // Where several states claim the waters, the popup says so above the position.
  function openPosition(latlng, areas = []) {
    const popup = L.popup(popupOptions(map)).setLatLng(latlng);
    const where = { lon: latlng.lng, lat: latlng.lat, view: zones().claims() };
    popup.setContent(
      element(
        "div",
        {},
        ...areas.map((zone) => zoneAreaPopup(zone, config, config.names, zones().credits())),
        positionPopup(where, config, () => popup.update()),
      ),
    );
    popup.openOn(map);
  }

  function openGround(latlng) {
    const { line, areas } = zones().at(latlng);
    if (line) open(latlng, zoneLinePopup(line, config, zones().credits()));
    else openPosition(latlng, areas);
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
