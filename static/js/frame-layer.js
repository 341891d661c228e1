// A layer of our own that Leaflet moves and scales with the map: one element, larger than the view
// by a margin, drawn anew when a movement ends or leaves the margin.

/**
 * Adds a layer to a map.
 *
 * make() gives its element; draw(view) draws it, where view = {bounds, zoom, scale, origin, size}:
 * bounds in layer pixels; a world point (x, y) lies at x · scale - origin.x, y · scale - origin.y.
 */
export function addFrameLayer(map, { pane, padding = 0.25, make, draw }) {
  const Frame = L.Renderer.extend({
    options: { pane, padding },
    _initContainer() {
      this._container = make();
    },
    _destroyContainer() {
      this._container.remove();
    },
    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._followMove;
      return events;
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.redraw();
    },
    // A long drag shows its margin: draw again before it ends.
    _followMove() {
      if (this._map._animatingZoom || this._zoom !== this._map.getZoom()) return;
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const shown = L.bounds(corner, corner.add(this._map.getSize()));
      if (!this._bounds.contains(shown)) this._update();
    },
    redraw() {
      if (!this._map || !this._bounds) return;
      const zoom = this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      draw({ bounds: this._bounds, zoom, scale: 256 * 2 ** zoom, origin, size }, this._container);
    },
  });
  return new Frame().addTo(map);
}

/** A pane of a map, made when it is first asked for. */
export function mapPane(map, name, zIndex, className = "") {
  const pane = map.getPane(name) ?? map.createPane(name);
  pane.style.zIndex = String(zIndex);
  if (className) pane.classList.add(className);
  return pane;
}
