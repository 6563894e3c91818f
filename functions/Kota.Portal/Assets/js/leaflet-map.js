import { wards } from './wards.js';

// Draws a map with Leaflet, which is loaded only when somebody wants to see one.
let library;

function load({ script, scriptIntegrity, style, styleIntegrity }) {
  library ??= Promise.all([
    element('link', { rel: 'stylesheet', href: style, integrity: styleIntegrity }),
    element('script', { src: script, integrity: scriptIntegrity }),
  ]);
  return library;
}

const element = (name, attributes) => new Promise((done, failed) => {
  const made = Object.assign(document.createElement(name), attributes, { onload: done, onerror: failed });
  // Before our own style sheet, so that ours has the last word.
  document.head.prepend(made);
});

export async function draw(box) {
  const data = box.dataset;
  await load(data);
  const { L } = window;
  const map = L.map(box, { zoomControl: false, maxZoom: 19, attributionControl: Boolean(data.tiles) });
  L.control.zoom({ zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
  if (data.tiles) L.tileLayer(data.tiles, { maxZoom: 19, attribution: data.attribution }).addTo(map);
  else await plain(map, data.wards);
  return map;
}

// Without tiles the names of the kelurahan say where one is.
async function plain(map, url) {
  const { L } = window;
  const names = L.layerGroup().addTo(map);
  const all = await wards(url);
  const show = () => {
    names.clearLayers();
    const close = map.getZoom() >= 13;
    for (const ward of all.filter(w => close || w.rw > 9).filter(w => map.getBounds().pad(.1).contains([w.lat, w.lon])))
      L.marker([ward.lat, ward.lon], { interactive: false, keyboard: false, icon: L.divIcon({ className: 'ward', html: text(ward.name) }) }).addTo(names);
  };
  map.on('moveend', show);
  map.whenReady(show);
}

const text = value => Object.assign(document.createElement('span'), { textContent: value });

export const pin = kind => window.L.divIcon({ className: `pin ${kind}`, iconSize: [24, 24], iconAnchor: [12, 28], popupAnchor: [0, -26] });

export async function aroundCity(map, url) {
  map.fitBounds((await wards(url)).map(w => [w.lat, w.lon]));
}
