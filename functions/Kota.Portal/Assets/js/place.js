import { draw, pin, aroundCity } from './leaflet-map.js';
import { nearest, wards } from './wards.js';

// Finds the place of a report: by the phone's position, else by a pin on the map, else by the lists, which stand there anyway.
const part = document.querySelector('[data-place]');
if (part) start(part);

function start(part) {
  const data = part.dataset;
  const field = name => document.getElementById(data[name]);
  const [ward, rw, lat, lon] = ['ward', 'rw', 'lat', 'lon'].map(field);
  const says = part.querySelector('[data-says]');
  const locate = part.querySelector('[data-locate]');
  const choose = part.querySelector('[data-choose]');
  const box = part.querySelector('[data-map]');
  // Without tiles the names around say where one is: fewer of them stand near.
  const zoom = box.dataset.tiles ? 16 : 14;
  let mark;
  part.hidden = false;
  locate.hidden = !('geolocation' in navigator);
  ward.addEventListener('change', limit);
  limit();

  locate.addEventListener('click', () => {
    say('searching');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => take({ lat: coords.latitude, lon: coords.longitude }),
      () => { say('failed'); openMap(); },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  });
  choose.addEventListener('click', openMap);

  async function openMap() {
    if (!box.hidden) return;
    box.hidden = false;
    choose.setAttribute('aria-expanded', 'true');
    try {
      const map = await draw(box);
      const here = point();
      if (here) map.setView(here, zoom);
      else await aroundCity(map, box.dataset.wards);
      mark = { map, pin: here && marker(map, here) };
      map.on('click', ({ latlng }) => take({ lat: latlng.lat, lon: latlng.lng }));
    } catch {
      // No signal for the map: the lists below are what is left.
      box.hidden = true;
      say('lists');
    }
  }

  function marker(map, at) {
    const made = window.L.marker(at, { icon: pin('mine'), draggable: true, title: data.mine }).addTo(map);
    made.on('dragend', () => { const { lat, lng } = made.getLatLng(); take({ lat, lon: lng }); });
    return made;
  }

  async function take(at) {
    const found = await wards(box.dataset.wards).then(all => nearest(all, at), () => undefined);
    if (found === null) return say('outside');
    // Six decimals are a tenth of a metre.
    lat.value = at.lat.toFixed(6);
    lon.value = at.lon.toFixed(6);
    if (found) {
      if (ward.value !== found.code) rw.value = '';
      ward.value = found.code;
      limit();
    }
    if (mark) {
      mark.pin ??= marker(mark.map, at);
      mark.pin.setLatLng(at);
      mark.map.setView(at, Math.max(mark.map.getZoom(), zoom));
    }
    say('found', found?.name ?? '');
  }

  // Only the RW that the kelurahan has.
  async function limit() {
    const all = await wards(box.dataset.wards).catch(() => []);
    const most = all.find(w => w.code === ward.value)?.rw ?? Infinity;
    for (const option of rw.options) option.hidden = option.disabled = Number(option.value) > most;
    if (Number(rw.value) > most) rw.value = '';
  }

  const point = () => lat.value && lon.value ? { lat: Number(lat.value), lon: Number(lon.value) } : null;
  const say = (key, value) => { says.textContent = data[`say${key[0].toUpperCase()}${key.slice(1)}`].replace('{0}', value); };
}
