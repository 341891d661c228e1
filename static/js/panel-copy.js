// Buttons that copy a text of the page.

import { copyText } from "./dom.js";

async function copyFor(button) {
  const label = button.firstChild;
  const before = label.textContent;
  const text = document.getElementById(button.dataset.copies).textContent;
  const done = await copyText(text, button.closest("dialog") ?? document.body);
  label.textContent = done ? "Copied" : "Not allowed";
  setTimeout(() => {
    label.textContent = before;
  }, 1600);
}

export function startCopying(root = document) {
  for (const button of root.querySelectorAll("[data-action=copy]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copyFor(button));
  }
}
