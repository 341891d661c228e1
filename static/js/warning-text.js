// The text of a reading with its positions, times and doubts marked, each reached by keyboard.

import { element } from "./dom.js";
import { followLight, lightByPointer } from "./warning-light.js";

function pieceNode({ text, corner, first, time, doubts }) {
  const classes = [corner && "coord", time && "timed", doubts.length && "is-doubted"].filter(Boolean);
  if (!classes.length) return text;
  const common = { class: classes.join(" "), "data-doubts": doubts.join(" ") || null };
  if (!corner) return element(doubts.length ? "mark" : "span", common, text);
  const link = { href: `#corner-${corner}`, "data-corner": corner, tabindex: first ? null : -1 };
  return element("a", { ...common, ...link }, text);
}

function scrollTextTo(box, node) {
  const [frame, own] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (own.top < frame.top || own.bottom > frame.bottom) {
    box.scrollTop += own.top - frame.top - frame.height / 3;
  }
}

/** Follows what is pointed at; gives a function that fills the box with the pieces of a reading. */
export function startMarkedText(box) {
  lightByPointer(box);
  followLight((key) => {
    const nodes = [...box.querySelectorAll("[data-corner]")];
    for (const node of nodes) node.classList.toggle("is-lit", node.dataset.corner === key);
    const found = nodes.find((node) => node.dataset.corner === key);
    if (found && !box.matches(":hover")) scrollTextTo(box, found);
  });
  // A position leads to its row in the list, without a trace in the address.
  box.addEventListener("click", (event) => {
    const corner = event.target.closest("[data-corner]")?.dataset.corner;
    if (!corner) return;
    event.preventDefault();
    document.getElementById(`corner-${corner}`)?.scrollIntoView({ block: "nearest" });
  });
  return (pieces) => {
    box.replaceChildren(...pieces.map(pieceNode));
    box.scrollTop = 0;
  };
}

/** Shows the place of a doubt in the text. */
export function showDoubt(box, key) {
  for (const node of box.querySelectorAll("[data-doubts]")) {
    const own = node.dataset.doubts.split(" ").includes(key);
    node.classList.toggle("is-shown", own);
  }
  const first = box.querySelector(".is-shown");
  if (first) scrollTextTo(box, first);
}

/** Folds the text to a few lines, or opens it; both look the same where there is room. */
export function foldText(box, button, folded) {
  box.classList.toggle("is-folded", folded);
  button.setAttribute("aria-expanded", String(!folded));
  button.textContent = folded ? "Show all of it" : "Fold it";
}

/** A tap on the text, the button, or the keyboard within the text opens it. */
export function followFold(box, button) {
  button.addEventListener("click", () => foldText(box, button, !box.matches(".is-folded")));
  for (const way of ["click", "focusin"]) box.addEventListener(way, () => foldText(box, button, false));
}
