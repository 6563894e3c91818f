import { draw, pin, aroundCity } from './leaflet-map.js';

// Shows where reports are: one on its page, many on the public list.
for (const frame of document.querySelectorAll('[data-map-frame]')) {
  frame.hidden = false;
  frame.addEventListener('toggle', () => frame.open && show(frame.querySelector('[data-map]')));
  // A wide screen is seldom on a paid signal. One report's map stays closed: what can be done about it matters more.
  if (frame.querySelector('[data-features]') && matchMedia('(min-width: 48rem)').matches && !navigator.connection?.saveData) frame.open = true;
}

async function show(box) {
  if (box.started) return;
  box.started = true;
  const map = await draw(box);
  if (box.dataset.lat) one(map, box.dataset);
  else await many(map, box.dataset);
}

function one(map, { lat, lon, rough, label, tiles }) {
  map.setView([lat, lon], rough || !tiles ? 14 : 17);
  window.L.marker([lat, lon], { icon: pin(rough ? 'rough' : 'mine'), title: label }).addTo(map).bindPopup(plain(label));
}

async function many(map, data) {
  const { L } = window;
  const answer = await fetch(data.features);
  const { features } = await answer.json();
  if (features.length === 0) return aroundCity(map, data.wards);
  const group = L.markerClusterGroup({
    showCoverageOnHover: false,
    iconCreateFunction: cluster => L.divIcon({ className: 'cluster', html: plain(cluster.getChildCount()), iconSize: [38, 38] }),
  });
  for (const { geometry: { coordinates: [lon, lat] }, properties } of features) {
    const kind = properties.status === 'closed' ? 'closed' : properties.exact ? '' : 'rough';
    L.marker([lat, lon], { icon: pin(kind), title: properties.title ?? properties.id }).bindPopup(() => popup(properties, data)).addTo(group);
  }
  map.addLayer(group);
  map.fitBounds(group.getBounds().pad(.1), { maxZoom: data.tiles ? 16 : 13 });
}

const plain = value => Object.assign(document.createElement('span'), { textContent: value });

function popup({ title, id, status, exact, url }, data) {
  const box = document.createElement('div');
  const heading = document.createElement('p');
  heading.append(Object.assign(document.createElement('a'), { href: url, textContent: title ?? id }));
  const state = Object.assign(document.createElement('p'), { textContent: status === 'closed' ? data.closed : data.open });
  box.append(heading, state);
  if (!exact) box.append(Object.assign(document.createElement('p'), { textContent: data.rough }));
  return box;
}
