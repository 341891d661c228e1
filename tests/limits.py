"""The limits of zones that a page shows, as points on its screen: of its still and of its map."""

from __future__ import annotations

STILL = ".still-zones"
MAP = ".atlas-zones"

_POINTS = """([root, beyond]) => {
  const box = document.querySelector(".map-area").getBoundingClientRect();
  const [left, top, right, bottom] = [box.left - beyond, box.top - beyond, box.right + beyond,
    box.bottom + beyond];
  const found = {};
  for (const path of document.querySelectorAll(`${root} path[class*="atlas-sym-eez"],
      ${root} path[class*="atlas-sym-territorial"], ${root} path[class*="atlas-sym-contiguous"]`)) {
    if (!path.getAttribute("d") || getComputedStyle(path).display === "none") continue;
    const name = [...path.classList].find((one) => one.startsWith("atlas-sym-"));
    const matrix = path.getScreenCTM();
    for (let at = 0; at < path.getTotalLength(); at += 2 / matrix.a) {
      const { x, y } = path.getPointAtLength(at).matrixTransform(matrix);
      if (x > left && x < right && y > top && y < bottom) (found[name] ??= []).push([x, y]);
    }
  }
  return found;
}"""


def on_screen(page, root, beyond_px=0):
    """Points 2 px apart along the limits in the map's area, by their symbol.

    Parameters
    ----------
    page : playwright Page
        The page.
    root : str
        ``STILL`` or ``MAP``.
    beyond_px : float
        How far beyond the edge of the map to look.
    """
    return page.evaluate(_POINTS, [root, beyond_px])


def apart_px(points, others):
    """How far each point lies from the nearest of others, in pixels."""
    import numpy as np
    from scipy.spatial import cKDTree

    if not points:
        return np.zeros(0)
    return cKDTree(others).query(points)[0] if others else np.full(len(points), np.inf)
