// What is drawn and what is off: layers, the window of time, and the event in focus.

import { meetsWindow } from "./dates.js";

function toggleOff(node, off) {
  node.classList.toggle("is-off", off);
}

// A leg, tint or fix without a date of its own goes by the dates of its event.
function inWindow(item, group, range) {
  const dated = item.from || item.to;
  return meetsWindow(dated ? item.from : group.from, dated ? item.to : group.to, range);
}

/** Shows and hides groups, legs and fixes by the state. */
export function applyVisibility(groups, { hidden, window: range }) {
  for (const group of groups) {
    const anyDated = group.fixes.some((fix) => inWindow(fix, group, range));
    const inTime = meetsWindow(group.from, group.to, range) || anyDated;
    group.off = hidden.has(group.layer) || !inTime;
    toggleOff(group.root, group.off);
    for (const shape of group.shapes) {
      const off = group.off || !inWindow(shape, group, range);
      for (const node of shape.nodes) toggleOff(node, off);
    }
    for (const fix of group.fixes) {
      fix.off = group.off || !inWindow(fix, group, range);
      if (fix.node) toggleOff(fix.node, fix.off);
    }
    if (group.dotNode) toggleOff(group.dotNode, group.off);
  }
}

/** Marks the shapes of the hovered and the selected event. */
export function applyFocus(svg, { hovered, selected }) {
  for (const node of svg.querySelectorAll(".is-hot, .is-selected")) {
    node.classList.remove("is-hot", "is-selected");
  }
  const mark = (event, name) => {
    if (!event) return;
    for (const node of svg.querySelectorAll(`[data-event="${CSS.escape(event)}"]`)) {
      node.classList.add(name);
    }
  };
  mark(selected, "is-selected");
  mark(hovered, "is-hot");
}
