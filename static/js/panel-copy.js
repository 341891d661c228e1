// Buttons that copy a text of the page.

function selectText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copyText(button) {
  const element = document.getElementById(button.dataset.copies);
  const label = button.firstChild;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(element.textContent);
    label.textContent = "Copied";
  } catch {
    // Without leave to write, the text is at least ready for the keyboard.
    selectText(element);
    label.textContent = "Selected";
  }
  setTimeout(() => {
    label.textContent = before;
  }, 1600);
}

export function startCopying() {
  for (const button of document.querySelectorAll("[data-action=copy]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copyText(button));
  }
}
