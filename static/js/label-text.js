// The texts of labels: how they break into lines, how large they are, and how they are drawn.

import { svgElement } from "./dom.js";

const LABEL_STYLES = {
  event: { family: "map", weight: 700, size: 12.5, line: 15 },
  span: { family: "map", weight: 400, size: 11.5, line: 15 },
  fix: { family: "map", weight: 400, size: 11, line: 13 },
  closure: { family: "map", weight: 400, size: 10.5, line: 12.5 },
  sea: { family: "serif", weight: 400, size: 15, line: 17, spacing: 0.6, style: "italic" },
  strait: { family: "serif", weight: 400, size: 12, line: 14, spacing: 0.3, style: "italic" },
  state: { family: "map", weight: 400, size: 10.5, line: 13, spacing: 1.3 },
  zone: { family: "map", weight: 400, size: 9.5, line: 12, spacing: 1.1 },
  claim: { family: "map", weight: 400, size: 10.5, line: 12.5 },
  place: { family: "map", weight: 400, size: 11, line: 13 },
  graticule: { family: "map", weight: 400, size: 10, line: 12 },
};

let measuring = null;
const measured = new Map();

/** Tells the fonts (name to stack) that labels are measured in. */
export function setLabelFonts(fonts) {
  measuring = { context: document.createElement("canvas").getContext("2d"), fonts };
  measured.clear();
}

function runWidth({ text, style }) {
  const key = `${style}|${text}`;
  if (!measured.has(key)) {
    const look = LABEL_STYLES[style];
    const slant = look.style ? `${look.style} ` : "";
    measuring.context.font = `${slant}${look.weight} ${look.size}px ${measuring.fonts[look.family]}`;
    const spacing = (look.spacing ?? 0) * text.length;
    measured.set(key, measuring.context.measureText(text).width + spacing);
  }
  return measured.get(key);
}

/** One way to write a label: lines of runs {text, style}, with its size. */
export function labelVariant(lines, penalty = 0) {
  const widths = lines.map((runs) => runs.reduce((sum, run) => sum + runWidth(run), 0));
  const heights = lines.map((runs) => Math.max(...runs.map((run) => LABEL_STYLES[run.style].line)));
  const height = heights.reduce((sum, line) => sum + line, 0);
  return { lines, widths, heights, penalty, width: Math.max(...widths) + 2, height };
}

/** Text in one style on one line, or broken before a bracket or near its middle. */
export function oneLine(text, style) {
  return [[{ text, style }]];
}

/** The same text on two lines, where it has a good place to break. */
export function twoLines(text, style) {
  const bracket = text.indexOf(" (");
  const slash = text.indexOf("/");
  let cut = bracket > 0 ? bracket : slash > 8 ? slash + 1 : -1;
  if (cut < 0) {
    const middle = text.length / 2;
    for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) {
      if (cut < 0 || Math.abs(at - middle) < Math.abs(cut - middle)) cut = at;
    }
  }
  if (cut < 0) return null;
  const parts = [text.slice(0, cut), text.slice(cut).trim()];
  return parts.map((part) => [{ text: part, style }]);
}

// As attributes, so that what is drawn is what was measured, and no style sheet has to agree.
function runLook(style) {
  const look = LABEL_STYLES[style];
  return {
    "font-family": measuring.fonts[look.family],
    "font-weight": look.weight,
    "font-size": look.size,
    "font-style": look.style,
    "letter-spacing": look.spacing,
  };
}

/** Draws a placed label; align: start, middle or end. */
export function drawLabel({ label, variant, box }) {
  const text = svgElement("text", { class: `atlas-label ${label.className}` });
  if (label.event) text.setAttribute("data-event", label.event);
  let y = box[1];
  variant.lines.forEach((runs, index) => {
    const room = variant.width - 2 - variant.widths[index];
    let x = box[0] + 1 + (label.align === "middle" ? room / 2 : label.align === "end" ? room : 0);
    const base = Math.round((y + variant.heights[index] * 0.78) * 10) / 10;
    for (const run of runs) {
      const at = { x: Math.round(x * 10) / 10, y: base, class: `atlas-run-${run.style}` };
      text.append(svgElement("tspan", { ...at, ...runLook(run.style) }, run.text));
      x += runWidth(run);
    }
    y += variant.heights[index];
  });
  return text;
}
